import { nearest } from "../../nearest.ts";
import { listed, shown } from "../problems.ts";
import type { Mapping, Path } from "../value.ts";
import { dotted, type Finding } from "./finding.ts";
import { dereference, isOpen, type Schema } from "./schema.ts";
import { type Around, type Visit, validate } from "./validate.ts";

/** Fields that are there and should not be, that should be and are not, and what is wrong inside of the others. */
export function mappingFindings(value: Mapping, schema: Schema, visit: Visit, path: Path): Finding[] {
  const here: Visit = { ...visit, around: [...visit.around, { schema, path }] };
  // The metadata of every object is Kubernetes' own.
  const dropsEmpty = visit.isBuiltIn || path[0] === "metadata";
  const inside = Object.entries(value).flatMap(([key, item]) => {
    const at = [...path, key];
    const field = fieldSchema(schema, key);
    if (item === null && field && (dropsEmpty || isOptionalEmpty(field, schema, key))) return [];
    if (!field) return isOpen(schema) ? [] : [unknownField(schema, here, at, key)];
    const { "x-channel": channel } = dereference(field, visit.resolve);
    const notes = channel === undefined ? [] : [channelFinding(channel, at)];
    return [...notes, ...validate(item, field, here, at)];
  });
  return [...missingFields(value, schema, path), ...inside, ...sizeFindings(value, schema, path)];
}

/** A default replaces an empty value, and of a field that is needed its absence is told. */
function isOptionalEmpty(field: Schema, { required }: Schema, key: string): boolean {
  return field.default !== undefined || required?.includes(key) === true;
}

function fieldSchema(schema: Schema, key: string): Schema | undefined {
  const { properties, additionalProperties } = schema;
  if (properties && Object.hasOwn(properties, key)) return properties[key];
  return typeof additionalProperties === "object" ? additionalProperties : undefined;
}

function missingFields(value: Mapping, schema: Schema, path: Path): Finding[] {
  const missing = (schema.required ?? []).filter((key) => (value[key] ?? null) === null);
  return missing
    .filter((key) => schema.properties?.[key]?.default === undefined)
    .map((key) => ({
      code: "missing-field",
      at: key in value ? [...path, key] : path,
      message: `${dotted(path)} needs the field ${key}`,
      hint: `write ${dotted([...path, key])}`,
    }));
}

function unknownField(schema: Schema, visit: Visit, at: Path, key: string): Finding {
  const names = Object.keys(schema.properties ?? {});
  const near = nearest(key, names);
  const home = near === undefined ? homeOf(key, visit) : undefined;
  const hint =
    home !== undefined
      ? `it belongs under ${home}`
      : near !== undefined
        ? `did you mean ${near}?`
        : names.length > 0
          ? `its fields here are: ${listed(names, 12)}`
          : "take it out";
  return { code: "unknown-field", at, message: `there is no field ${shown(dotted(at))}`, hint };
}

/** The place next to a misplaced field that does know it: further out first, then one level in. */
function homeOf(key: string, { around, resolve }: Visit): string | undefined {
  const knows = ({ schema }: Around): boolean => Object.hasOwn(schema.properties ?? {}, key);
  const outer = around.slice(0, -1).toReversed().find(knows);
  if (outer) return dotted(outer.path);
  const here = around.at(-1);
  const inner = Object.entries(here?.schema.properties ?? {}).find(([, part]) => {
    const { properties } = dereference(part, resolve);
    return properties !== undefined && Object.hasOwn(properties, key);
  });
  return here && inner ? dotted([...here.path, inner[0]]) : undefined;
}

function channelFinding(channel: string, at: Path): Finding {
  return {
    code: "experimental-field",
    at,
    message: `${dotted(at)} exists only where the ${channel} CRDs are installed`,
    hint: "install those, or leave the field out",
  };
}

function sizeFindings(value: Mapping, { minProperties, maxProperties }: Schema, path: Path): Finding[] {
  const size = Object.keys(value).length;
  if (minProperties !== undefined && size < minProperties) {
    const message = `${dotted(path)} needs at least ${minProperties} entries`;
    return [{ code: "out-of-range", at: path, message, hint: "add one, or leave the field out" }];
  }
  if (maxProperties === undefined || size <= maxProperties) return [];
  const message = `${dotted(path)} has ${size} entries, ${maxProperties} are allowed`;
  return [{ code: "out-of-range", at: path, message, hint: "take some out" }];
}
