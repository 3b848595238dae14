import { isMapping, mapping, type Path, scalarText, type Value } from "../value.ts";
import { alternativeFindings } from "./alternatives.ts";
import { dotted, type Finding } from "./finding.ts";
import { listFindings } from "./list.ts";
import { mappingFindings } from "./mapping.ts";
import { scalarFindings } from "./scalar.ts";
import { dereference, type Resolve, type Schema } from "./schema.ts";

/** Where the walk stands. */
export interface Visit {
  readonly resolve: Resolve;
  /** Schemas of the mappings around, outermost first, so that a misplaced field can be told its place. */
  readonly around: readonly Around[];
  /** Kubernetes' own kinds, where an empty field counts as absent; not so in those of CRDs. */
  readonly isBuiltIn: boolean;
}

export interface Around {
  readonly schema: Schema;
  readonly path: Path;
}

/** Everything that the schema says against the value, in the order of the value. Nothing of the value is quoted. */
export function validate(value: Value, schema: Schema, visit: Visit, path: Path = []): Finding[] {
  const found = dereference(schema, visit.resolve);
  const typed = typeFinding(value, found, visit, path);
  if (isLater(value)) return typed && staysText(value, found) ? [typed] : [];
  if (typed) return [typed];
  const forms = found["x-forms"];
  if (forms) return formFindings(value, found, forms, visit, path);
  return [
    ...alternativeFindings(value, found, visit, path),
    ...(isMapping(value) ? mappingFindings(value, found, visit, path) : []),
    ...(Array.isArray(value) ? listFindings(value, found, visit, path) : []),
    ...scalarFindings(value, found, path),
  ];
}

function formFindings(
  value: Value,
  schema: Schema,
  forms: Readonly<Record<string, Schema>>,
  visit: Visit,
  path: Path,
): Finding[] {
  const field = schema["x-field"];
  if (field === undefined) {
    const type = typeOf(value);
    const form = forms[type] ?? (type === "integer" ? forms.number : undefined);
    return form ? validate(value, form, visit, path) : [];
  }
  const chosen = mapping(value)[field] ?? schema["x-otherwise"] ?? "";
  const form = Object.hasOwn(forms, scalarText(chosen)) ? forms[String(chosen)] : undefined;
  if (form) return validate(value, form, visit, path);
  return scalarFindings(chosen, { enum: Object.keys(forms) }, [...path, field]);
}

/** What SOPS encrypted, or Flux will substitute, is not yet the value that the cluster sees. */
function isLater(value: Value): value is string {
  return typeof value === "string" && (value.startsWith("ENC[AES256_GCM,") || value.includes("${"));
}

/** Only a text that is nothing but `${…}` can become a mapping or a list. */
function staysText(value: string, { type }: Schema): boolean {
  return (type === "object" || type === "array") && !/^(\$\{[^}]*\}|ENC\[.*)$/s.test(value);
}

function typeFinding(value: Value, schema: Schema, visit: Visit, path: Path): Finding | undefined {
  const wanted = wantedTypes(schema, visit);
  const is = typeOf(value);
  if (wanted.length === 0 || wanted.includes(is) || (is === "integer" && wanted.includes("number"))) return;
  if (value === null && schema.nullable) return;
  const message = `${dotted(path)} must be ${wanted.map((type) => NAMES[type] ?? type).join(" or ")}, not ${NAMES[is]}`;
  if (value === null)
    return { code: "empty-field", at: path, message, hint: "give it a value, or take it out" };
  return { code: "wrong-type", at: path, message, hint: typeHint(wanted, is) };
}

/** Kubernetes' own kinds take a quantity as any number, those of CRDs as a whole one. */
function wantedTypes(schema: Schema, { isBuiltIn }: Visit): readonly string[] {
  const isQuantity = schema["x-kubernetes-int-or-string"] && schema.pattern !== undefined;
  if (isQuantity && isBuiltIn) return ["number", "string"];
  if (schema["x-kubernetes-int-or-string"]) return ["integer", "string"];
  if (typeof schema.type === "string") return [schema.type];
  return schema.type ?? [];
}

const NAMES: Readonly<Record<string, string>> = {
  object: "a mapping",
  array: "a list",
  string: "a string",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
  null: "empty",
};

function typeHint(wanted: readonly string[], is: string): string {
  if (wanted.includes("string") && is !== "object" && is !== "array" && is !== "null")
    return "quote the value";
  if (is === "string" && !wanted.includes("object") && !wanted.includes("array"))
    return "write it without quotes";
  if (wanted.includes("array")) return "begin each entry with a dash";
  return is === "array" ? "write it without the dash" : "see the reference of this kind";
}

function typeOf(value: Value): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value === "object" ? "object" : typeof value;
}
