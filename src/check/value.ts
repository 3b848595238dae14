/** A place inside a document: keys and indexes from its top. */
export type Path = readonly (string | number)[];

/** Anything that a YAML document can hold, as plain data. Mappings have no prototype. */
export type Value = null | boolean | number | string | readonly Value[] | Mapping;

export interface Mapping {
  readonly [key: string]: Value;
}

/** A value beside the place where it stands. */
export interface Found {
  readonly value: Value;
  readonly path: Path;
}

/** Inherits no names, and is an empty text where a rule takes it for a scalar. */
const MAPPING: object = Object.freeze(Object.create(null, { [Symbol.toPrimitive]: { value: () => "" } }));

/** A mapping without entries, to be filled. */
export function newMapping(): Record<string, Value> {
  return Object.create(MAPPING);
}

const EMPTY: Mapping = Object.freeze(newMapping());

/** The value as a mapping; an empty one when it is anything else. */
export function mapping(value: Value | undefined): Mapping {
  return isMapping(value) ? value : EMPTY;
}

/** The value as a list; an empty one when it is anything else. */
export function list(value: Value | undefined): readonly Value[] {
  return Array.isArray(value) ? value : [];
}

/** The value when it is a non-empty string. */
export function text(value: Value | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

export function isMapping(value: Value | undefined): value is Mapping {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What stands at a path, or undefined. */
export function get(value: Value | undefined, ...path: Path): Value | undefined {
  let found = value;
  for (const step of path) {
    found = typeof step === "number" ? list(found)[step] : mapping(found)[step];
  }
  return found;
}

/** Everything that a dotted pattern reaches; `*` stands for any key or index. */
export function select(value: Value, pattern: string, path: Path = []): Found[] {
  let found: Found[] = [{ value, path }];
  for (const step of pattern.split(".")) {
    found = found.flatMap((from) => (step === "*" ? children(from) : child(from, step)));
  }
  return found;
}

/** The entries of a mapping or a list, each with its own path. */
export function children({ value, path }: Found): Found[] {
  if (Array.isArray(value))
    return value.map((item: Value, index) => ({ value: item, path: [...path, index] }));
  return Object.entries(mapping(value)).map(([key, item]) => ({ value: item, path: [...path, key] }));
}

function child({ value, path }: Found, key: string): Found[] {
  const found = mapping(value)[key];
  return found === undefined ? [] : [{ value: found, path: [...path, key] }];
}

/** The scalar as text; empty for a mapping, a list or nothing, which `String` would not survive. */
export function scalarText(value: Value | undefined): string {
  return typeof value === "object" || value === undefined ? "" : String(value);
}
