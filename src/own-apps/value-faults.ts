import { nearest } from "../nearest.ts";
import { clean } from "../report/clean.ts";
import { type Fault, isObject, type Json } from "./faults.ts";
import { formatNames, leftOutKeywords, types, valueKeywords } from "./keywords.ts";

type Path = Fault["path"];

/** Everything in the schema of one value that we would not understand, at any depth. */
export function* valueFaults(schema: unknown, path: Path): Iterable<Fault> {
  if (!isObject(schema)) {
    yield fault("schema-shape", path, "a schema must be an object", 'write {"type": "string"}');
    return;
  }
  yield* keywordFaults(schema, path, valueKeywords);
  yield* typeFaults(schema, path);
  yield* formatFaults(schema, path);
  yield* generateFaults(schema, path);
  for (const [below, belowPath] of schemasBelow(schema, path)) yield* valueFaults(below, belowPath);
}

/** Keywords that are not among the known ones. */
export function* keywordFaults(schema: Json, path: Path, known: readonly string[]): Iterable<Fault> {
  for (const keyword of Object.keys(schema).filter((name) => !known.includes(name))) {
    const at = [...path, keyword];
    if (leftOutKeywords.has(keyword)) {
      yield fault("unknown-keyword", at, `${keyword} is not supported here`, "describe the value directly");
    } else {
      const near = nearest(keyword, known);
      const hint = near ? `did you mean ${near}` : `known are ${known.join(", ")}`;
      yield fault("unknown-keyword", at, `no keyword is called ${clean(keyword)}`, hint);
    }
  }
}

function* typeFaults(schema: Json, path: Path): Iterable<Fault> {
  const { type } = schema;
  if (typeof type === "string" && types.includes(type)) return;
  const hint = `write one of ${types.join(", ")}`;
  if (type === undefined) yield fault("missing-type", path, "the type is missing", hint);
  else yield fault("wrong-type", [...path, "type"], "this is not a type that a setting can have", hint);
}

function* formatFaults(schema: Json, path: Path): Iterable<Fault> {
  const { format } = schema;
  if (format === undefined || (typeof format === "string" && formatNames.includes(format))) return;
  const near = nearest(String(format), formatNames);
  const hint = near ? `did you mean ${near}` : `known are ${formatNames.join(", ")}`;
  yield fault("unknown-format", [...path, "format"], `no format is called ${clean(String(format))}`, hint);
}

function* generateFaults(schema: Json, path: Path): Iterable<Fault> {
  const secret = schema["x-secret"];
  if (secret !== undefined && typeof secret !== "boolean")
    yield fault("schema-shape", [...path, "x-secret"], "x-secret is true or false", 'write "x-secret": true');
  if (secret === true && "default" in schema) {
    const hint = "leave it out; x-generate makes a value of its own for every repository";
    yield fault("secret-default", [...path, "default"], "a secret that stands in a schema is none", hint);
  }
  const generate = schema["x-generate"];
  if (generate === undefined) return;
  const at = [...path, "x-generate"];
  if (secret !== true)
    yield fault("schema-shape", at, "only secrets are generated", 'add "x-secret": true beside it');
  if (!isGenerate(generate)) {
    const hint = 'write {"alphabet": "alphanumeric", "length": 32}; alphabets: alphanumeric, hex, base64url';
    yield fault("schema-shape", at, "x-generate does not say how to make a value", hint);
  }
}

function isGenerate(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { alphabet, length, prefix = "", ...rest } = value;
  const isLength = Number.isInteger(length) && Number(length) >= 8 && Number(length) <= 4096;
  const isAlphabet = ["alphanumeric", "hex", "base64url"].includes(String(alphabet));
  return isAlphabet && isLength && typeof prefix === "string" && Object.keys(rest).length === 0;
}

function* schemasBelow(schema: Json, path: Path): Iterable<[unknown, Path]> {
  const { items, properties, patternProperties, additionalProperties } = schema;
  if (items !== undefined) yield [items, [...path, "items"]];
  if (typeof additionalProperties === "object")
    yield [additionalProperties, [...path, "additionalProperties"]];
  for (const [keyword, map] of Object.entries({ properties, patternProperties })) {
    if (!isObject(map)) continue;
    for (const [name, below] of Object.entries(map)) yield [below, [...path, keyword, name]];
  }
}

function fault(code: string, path: Path, message: string, hint: string): Fault {
  return { code, path, message, hint };
}
