import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { KINDS } from "./kinds.ts";
import { refOf, type Schema, type Source, schemaReader, sourceOf } from "./validators.ts";

/** Every definition by its short name; a kind is the definition `<apiVersion>/<kind>`. */
export type Definitions = ReadonlyMap<string, Schema>;

/** Types that stand for any value, whatever the packages make of them. */
const FREE: readonly RegExp[] = [/ApiextensionsV1JSON$/, /RuntimeRawExtension$/, /MetaV1FieldsV1$/];
const NUMBER_OR_TEXT: readonly RegExp[] = [/IntstrIntOrString$/, /ResourceQuantity$/];
/** Refined by rules of our own, which say more than "matches none of several schemas". */
const RULED: readonly RegExp[] = [/cilium:/];

/** Reads the schemas of all our kinds out of the packages under `root`, with everything that they refer to. */
export function collect(root: string): Map<string, Schema> {
  const read = schemaReader(root);
  const known = new Map<string, Schema>();
  const resolved = (source: Source): Schema => {
    const ref = refOf(source);
    const found = known.get(ref);
    if (found) return found;
    const schema = simplified(ref, read(source), (part) => resolved(sourceOf(part)));
    known.set(ref, schema);
    return schema;
  };
  const names = shortNames();
  const definitions = new Map<string, Schema>();
  const add = (ref: string): string => {
    const name = names(ref);
    if (!definitions.has(name)) {
      definitions.set(name, {});
      definitions.set(name, renamed(resolved(sourceOf(ref)), add));
    }
    return name;
  };
  for (const { pkg, kinds } of KINDS) {
    for (const [apiVersion, list] of Object.entries(kinds)) {
      for (const kind of list) {
        const { properties, required } = resolved(rootOf(root, pkg, apiVersion, kind));
        const { status: _status, apiVersion: _a, kind: _k, ...fields } = properties ?? {};
        const top = required?.filter((name) => name in fields);
        const schema: Schema = {
          type: "object",
          properties: fields,
          ...(top?.length ? { required: top } : {}),
        };
        definitions.set(`${apiVersion}/${kind}`, renamed(schema, add));
      }
    }
  }
  return definitions;
}

function rootOf(root: string, pkg: string, apiVersion: string, kind: string): Source {
  const file = join(root, pkg, apiVersion, `${kind}.js`);
  if (!existsSync(file)) throw new Error(`${pkg} has no ${apiVersion} ${kind}`);
  const name = /_schemas\/(\w+)\.js/.exec(readFileSync(file, "utf8"))?.[1];
  if (!name) throw new Error(`${file} names no schema`);
  return { pkg, name };
}

/** Flattens what Go embeds and marks what is free. */
function simplified(ref: string, schema: Schema, resolve: (ref: string) => Schema): Schema {
  if (FREE.some((pattern) => pattern.test(ref))) return { "x-kubernetes-preserve-unknown-fields": true };
  if (NUMBER_OR_TEXT.some((pattern) => pattern.test(ref))) return { "x-kubernetes-int-or-string": true };
  return flattened(ref, schema, resolve);
}

function flattened(ref: string, schema: Schema, resolve: (ref: string) => Schema): Schema {
  const { allOf, parts, oneOf, anyOf, properties, items, additionalProperties, format, ...own } = schema;
  if ((oneOf || anyOf) && !RULED.some((pattern) => pattern.test(ref)))
    throw new Error(`${ref} has alternatives that nothing here judges`);
  const nested = (part: Schema): Schema => flattened(ref, part, resolve);
  const result: Schema = { ...own };
  if (KEPT_FORMATS.has(String(format))) result.format = format;
  if (properties)
    result.properties = Object.fromEntries(
      Object.entries(properties).map(([key, part]) => [key, nested(part)]),
    );
  if (items) result.items = nested(items);
  if (additionalProperties) result.additionalProperties = nested(additionalProperties);
  for (const part of (allOf as Schema[] | undefined) ?? [])
    merge(result, part.$ref ? resolve(part.$ref) : nested(part));
  const isFree = result.type === "object" && !result.properties && !result.additionalProperties;
  return isFree ? { "x-kubernetes-preserve-unknown-fields": true, type: "object" } : result;
}

const KEPT_FORMATS: ReadonlySet<string> = new Set(["date-time", "byte", "cidr", "int32"]);

function merge(into: Schema, part: Schema): void {
  for (const [keyword, value] of Object.entries(part)) {
    if (keyword === "properties") into.properties = { ...part.properties, ...into.properties };
    else if (keyword === "required") into.required = [...(part.required ?? []), ...(into.required ?? [])];
    else into[keyword] ??= value;
  }
}

function renamed(schema: Schema, add: (ref: string) => string): Schema {
  if (schema.$ref) return { $ref: add(schema.$ref) };
  const { properties, items, additionalProperties, ...rest } = schema;
  const fields = properties && Object.entries(properties).map(([key, part]) => [key, renamed(part, add)]);
  return {
    ...rest,
    ...(fields && { properties: Object.fromEntries(fields) }),
    ...(items && { items: renamed(items, add) }),
    ...(additionalProperties && { additionalProperties: renamed(additionalProperties, add) }),
  };
}

/** Go's last path element and the type; a number behind it where two packages share one. */
function shortNames(): (ref: string) => string {
  const byRef = new Map<string, string>();
  const taken = new Set<string>();
  return (ref) => {
    const known = byRef.get(ref);
    if (known) return known;
    const base =
      /((?:V\d+(?:alpha|beta)?\d*)?[A-Z]\w+?)$/.exec(
        ref.replace(/^.*?(?:Pkg|Apis?|Api)(?=[A-Z])/, ""),
      )?.[1] ?? ref;
    let name = base;
    for (let count = 2; taken.has(name); count++) name = `${base}${count}`;
    taken.add(name);
    byRef.set(ref, name);
    return name;
  };
}
