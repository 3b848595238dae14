import { mapping, type Path, type Value } from "../value.ts";
import { dotted, type Finding } from "./finding.ts";
import { dereference, type Schema } from "./schema.ts";
import { type Visit, validate } from "./validate.ts";

/** What is wrong with the entries of a list, with their number, and with entries that stand there twice. */
export function listFindings(value: readonly Value[], schema: Schema, visit: Visit, path: Path): Finding[] {
  const { items } = schema;
  const inside = items ? value.flatMap((item, index) => validate(item, items, visit, [...path, index])) : [];
  return [...countFindings(value, schema, path), ...inside, ...twice(value, schema, visit, path)];
}

function countFindings(value: readonly Value[], { minItems, maxItems }: Schema, at: Path): Finding[] {
  if (minItems !== undefined && value.length < minItems) {
    const message = `${dotted(at)} needs at least ${minItems} entries`;
    return [{ code: "out-of-range", at, message, hint: "add one, or leave the field out" }];
  }
  if (maxItems === undefined || value.length <= maxItems) return [];
  const message = `${dotted(at)} has ${value.length} entries, ${maxItems} are allowed`;
  return [{ code: "out-of-range", at, message, hint: "take some out" }];
}

/** Lists that the API server merges by a key, or as a set, refuse the same entry twice. */
function twice(value: readonly Value[], schema: Schema, visit: Visit, path: Path): Finding[] {
  const identify = identity(schema, visit);
  if (!identify) return [];
  const seen = new Set<string>();
  return value.flatMap((item, index): Finding[] => {
    const key = identify(item);
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    const keys = schema["x-kubernetes-list-map-keys"];
    const what = keys ? `two entries with the same ${keys.join(" and ")}` : "the same entry twice";
    const message = `${dotted(path)} has ${what}`;
    return [{ code: "duplicate-entry", at: [...path, index], message, hint: "keep one of them" }];
  });
}

function identity(schema: Schema, { resolve }: Visit): ((item: Value) => string) | undefined {
  const keys = schema["x-kubernetes-list-map-keys"];
  if (keys) {
    const fields = dereference(schema.items ?? {}, resolve).properties ?? {};
    return (item) => JSON.stringify(keys.map((key) => mapping(item)[key] ?? fields[key]?.default ?? null));
  }
  const isSet = schema["x-kubernetes-list-type"] === "set" || schema.uniqueItems === true;
  return isSet ? (item) => JSON.stringify(item) : undefined;
}
