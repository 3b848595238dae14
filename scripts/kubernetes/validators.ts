import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The part of JSON Schema that Kubernetes' own structural schemas use. */
export interface Schema {
  $ref?: string;
  type?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema;
  items?: Schema;
  enum?: unknown[];
  "x-kubernetes-int-or-string"?: true;
  "x-kubernetes-preserve-unknown-fields"?: true;
  "x-kubernetes-list-map-keys"?: string[];
  [keyword: string]: unknown;
}

/** Where one type's compiled validator lies. */
export interface Source {
  readonly pkg: string;
  readonly name: string;
}

interface File {
  readonly functions: ReadonlyMap<string, string>;
  readonly imports: ReadonlyMap<string, Source>;
  readonly enums: ReadonlyMap<string, unknown[]>;
  readonly entry: string;
}

/** Limits, by the keyword that the compiled code reports them under. */
const LIMITS: ReadonlySet<string> = new Set([
  ...["minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems"],
  ...["minProperties", "maxProperties"],
]);

/**
 * Reads schemas back out of the validators that the packages ship compiled: they know every field, the kinds
 * of numbers, patterns and bounds, which the type declarations do not. References stay references, by file.
 */
export function schemaReader(root: string): (source: Source) => Schema {
  return (source) => {
    const file = readFile(join(root, source.pkg, "_schemas", `${source.name}.js`), source);
    return toSchema(file, file.entry);
  };
}

/** How a definition is called while the packages are read. */
export function refOf({ pkg, name }: Source): string {
  return `${pkg}:${name}`;
}

export function sourceOf(ref: string): Source {
  const at = ref.lastIndexOf(":");
  return { pkg: ref.slice(0, at), name: ref.slice(at + 1) };
}

function readFile(path: string, { pkg }: Source): File {
  const text = readFileSync(path, "utf8");
  const starts = [...text.matchAll(/function (validate\d+)\(data,/g)];
  const functions = new Map(
    starts.map(
      (start, index) => [start[1] ?? "", text.slice(start.index, starts[index + 1]?.index)] as const,
    ),
  );
  const imports = [...text.matchAll(/import\{validate as (validate\d+)\}from"([^"]+)"/g)];
  const enums = [...text.matchAll(/let (schema\d+_enum)=(\[[^\]]*\])/g)];
  const entry = /export const validate=(validate\d+)/.exec(text)?.[1];
  if (!entry) throw new Error(`${path} is not a compiled validator`);
  return {
    functions,
    imports: new Map(imports.map(([, alias, from]) => [alias ?? "", importedFrom(from ?? "", pkg)])),
    enums: new Map(enums.map(([, name, list]) => [name ?? "", JSON.parse(list ?? "[]") as unknown[]])),
    entry,
  };
}

function importedFrom(from: string, pkg: string): Source {
  const name = from.slice(from.lastIndexOf("/") + 1).replace(/\.js$/, "");
  return { pkg: from.startsWith(".") ? pkg : from.slice(0, from.indexOf("/_schemas/")), name };
}

function toSchema(file: File, name: string): Schema {
  const body = file.functions.get(name);
  if (body === undefined) {
    const source = file.imports.get(name);
    if (!source) throw new Error(`${name} is nowhere`);
    return { $ref: refOf(source) };
  }
  const own = constraints(file, body);
  const called = (pattern: RegExp) => [...body.matchAll(pattern)].map((match) => match.slice(1));
  const fields = called(/(validate\d+)\(data(?:\.([\w$]+)|\[("[^"]+")\]),/g);
  for (const [fn, plain, quoted] of fields) {
    own.properties ??= {};
    own.properties[plain ?? JSON.parse(quoted ?? '""')] = toSchema(file, fn ?? "");
  }
  const [item] = called(/(validate\d+)\(data\[i\d+\],/g);
  if (item?.[0]) own.items = toSchema(file, item[0]);
  const [entry] = called(/(validate\d+)\(data\[key\d+\],/g);
  if (entry?.[0]) own.additionalProperties = toSchema(file, entry[0]);
  return withParts(
    own,
    called(/(validate\d+)\(data,\{instancePath,/g).map(([fn]) => toSchema(file, fn ?? "")),
  );
}

function withParts(own: Schema, parts: Schema[]): Schema {
  if (parts.length === 0) return own;
  if (own.oneOf || own.anyOf) return { ...own, parts };
  const [only] = parts;
  return parts.length === 1 && only && Object.keys(own).length === 0 ? only : { ...own, allOf: parts };
}

const REPORTED =
  /keyword:"(\w+)",params:\{(\w+):("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`|[^},]+)(?:,limit:([^}]+))?\}/g;

function constraints(file: File, body: string): Schema {
  const schema: Schema = {};
  for (const [, keyword = "", , value = "", limit] of body.matchAll(REPORTED)) {
    if (keyword === "type") schema.type = literal(value);
    else if (keyword === "required") schema.required = [...(schema.required ?? []), literal(value)];
    else if (keyword === "enum") schema.enum = file.enums.get(value) ?? missing(value);
    else if (keyword === "pattern" || keyword === "format") schema[keyword] = literal(value);
    else if (LIMITS.has(keyword)) schema[keyword] = Number(limit ?? value);
    else if (keyword === "oneOf" || keyword === "anyOf") schema[keyword] = [];
    else missing(keyword);
  }
  return schema;
}

function literal(text: string): string {
  if (text.startsWith('"')) return JSON.parse(text);
  const inner = text.slice(1, -1).replaceAll("\\'", "'").replaceAll("\\`", "`").replaceAll('"', '\\"');
  return JSON.parse(`"${inner}"`);
}

function missing(what: string): never {
  throw new Error(`the compiled validators say ${what}, which this reader does not know`);
}
