import { clean } from "../report/clean.ts";
import type { Path } from "./positions.ts";

/** The part of JSON Schema draft-07 that the bundle uses, with our own keywords. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly propertyNames?: Schema;
  readonly definitions?: Readonly<Record<string, Schema>>;
  /** May only reach a sealed file; its value is never printed. */
  readonly "x-secret"?: boolean;
  /** How `clusterloom secrets generate` makes a value. */
  readonly "x-generate"?: unknown;
  /** Why a value that is in use must never change. */
  readonly "x-keep"?: string;
  /** What happens, or must be done, when a value that is in use changes. */
  readonly "x-rotate"?: string;
  /** What to use instead of this setting. */
  readonly "x-deprecated"?: string;
  /** What a pattern asks for, in words: completes "write …". */
  readonly "x-hint"?: string;
  readonly "x-pattern-hint"?: string;
  readonly "x-single-line"?: boolean;
  /** Names that are often written among `properties`, each with the one that is meant, or what to do instead. */
  readonly "x-instead"?: Readonly<Record<string, string>>;
  /** At the top of the bundle: names that cannot be set, each with what to set instead. */
  readonly "x-derived-variables"?: Readonly<Record<string, string>>;
}

/** Keywords of ours, for ajv's vocabulary. */
export const ownKeywords = [
  "x-secret",
  "x-generate",
  "x-keep",
  "x-rotate",
  "x-deprecated",
  "x-hint",
  "x-pattern-hint",
  "x-single-line",
  "x-instead",
  "x-derived-variables",
  "x-needs",
] as const;

/** Returns the schema that a `$ref` of the bundle names, or the schema itself. */
export function resolveSchema(root: Schema, schema: Schema): Schema {
  if (!schema.$ref?.startsWith("#/")) return schema;
  let found: unknown = root;
  for (const step of pointerSteps(decodeURIComponent(schema.$ref.slice(1))))
    found = (found as Record<string, unknown>)?.[step];
  return (found as Schema | undefined) ?? {};
}

/** Returns the schema of one entry below a schema, or nothing for an unknown one. */
export function childSchema(root: Schema, parent: Schema, step: string | number): Schema | undefined {
  const schema = ownSchema(parent, step);
  return schema && resolveSchema(root, schema);
}

function ownSchema(parent: Schema, step: string | number): Schema | undefined {
  if (typeof step === "number") return parent.items;
  const { properties, patternProperties, additionalProperties } = parent;
  if (properties && Object.hasOwn(properties, step)) return properties[step];
  const pattern = Object.keys(patternProperties ?? {}).find((key) => new RegExp(key, "u").test(step));
  if (pattern !== undefined) return patternProperties?.[pattern];
  return typeof additionalProperties === "object" ? additionalProperties : undefined;
}

/** Returns the schemas from the top down to a path; shorter than the path when it leaves the schema. */
export function schemasAlong(root: Schema, path: Path): Schema[] {
  const schemas = [root];
  for (const step of path) {
    const next = childSchema(root, schemas.at(-1) ?? {}, step);
    if (!next) break;
    schemas.push(next);
  }
  return schemas;
}

/** The place of a path in words, such as `shop_models[2].name`; never the keys below a secret. */
export function pathName(root: Schema, path: Path): string {
  const schemas = schemasAlong(root, path);
  const secret = schemas.findIndex((schema) => schema["x-secret"]);
  return path
    .slice(0, secret < 0 ? path.length : secret)
    .map((step, index) =>
      typeof step === "number" ? `[${step}]` : `${index === 0 ? "" : "."}${clean(step)}`,
    )
    .join("");
}

/** Reads a JSON pointer into its steps. */
export function pointerSteps(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}
