import { keyScalar, literalBlock, numberScalar, stringScalar, UnprintableValue } from "./yaml-scalar.ts";

type Path = readonly (string | number)[];

/** Deeper values are taken for circular ones. */
const deepest = 100;

/**
 * A value as YAML that readers of version 1.1 and of 1.2 understand alike. Keys keep their order.
 * Without `indent`: on one line; lists and maps in flow style.
 * With `indent`: a list or map that is not empty begins with a line break and stands in block style, every line
 * indented by so many spaces; a string of several lines becomes a literal block scalar where one can carry it.
 * No line break at the end. Throws UnprintableValue for anything but JSON's values.
 */
export function toYaml(value: unknown, indent?: number): string {
  if (indent === undefined) return inline(value, []);
  const text = block(value, indent, []);
  return isFilled(value) ? `\n${" ".repeat(indent)}${text}` : text;
}

function inline(value: unknown, path: Path): string {
  if (Array.isArray(value)) {
    if (path.length > deepest) throw new UnprintableValue("is nested too deeply", []);
    return `[${Array.from(value, (item, index) => inline(item, [...path, index])).join(", ")}]`;
  }
  if (isObject(value)) {
    if (path.length > deepest) throw new UnprintableValue("is nested too deeply", []);
    const entries = entriesOf(value, path).map(([key, item]) => {
      return `${flowKey(key, path)}: ${inline(item, [...path, key])}`;
    });
    return entries.length === 0 ? "{}" : `{${entries.join(", ")}}`;
  }
  return scalar(value, path);
}

/** In flow style some readers take `a/b: c` for one scalar, so only simple words go without quotes. */
function flowKey(key: string, path: Path): string {
  const text = keyScalar(key, path);
  return text === key && !/^[A-Za-z_][A-Za-z0-9_-]*$/.test(key) ? JSON.stringify(key) : text;
}

/** A value whose first line stands where its parent put the cursor, at column `indent` for lists and maps. */
function block(value: unknown, indent: number, path: Path): string {
  if (path.length > deepest) throw new UnprintableValue("is nested too deeply", []);
  if (!isFilled(value)) return typeof value === "string" ? text(value, indent, path) : inline(value, path);
  const brk = `\n${" ".repeat(indent)}`;
  if (Array.isArray(value)) {
    return Array.from(value, (item, index) => `- ${block(item, indent + 2, [...path, index])}`).join(brk);
  }
  return entriesOf(value, path)
    .map(([key, item]) => `${keyScalar(key, path)}:${member(item, indent, [...path, key])}`)
    .join(brk);
}

function member(value: unknown, indent: number, path: Path): string {
  const text = block(value, indent + 2, path);
  return isFilled(value) ? `\n${" ".repeat(indent + 2)}${text}` : ` ${text}`;
}

function text(value: string, indent: number, path: Path): string {
  const literal = indent > 0 ? literalBlock(value) : undefined;
  if (!literal) return stringScalar(value, path);
  const spaces = " ".repeat(indent);
  return [literal.header, ...literal.lines.map((line) => (line === "" ? "" : spaces + line))].join("\n");
}

function scalar(value: unknown, path: Path): string {
  if (value === null) return "null";
  if (typeof value === "string") return stringScalar(value, path);
  if (typeof value === "number") return numberScalar(value, path);
  if (typeof value === "boolean") return String(value);
  throw new UnprintableValue(value === undefined ? "has no value" : `is a ${typeof value}`, path);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isFilled(value: unknown): value is Readonly<Record<string, unknown>> | readonly unknown[] {
  if (Array.isArray(value)) return value.length > 0;
  return isObject(value) && Object.keys(value).length > 0;
}

function entriesOf(value: object, path: Path): [string, unknown][] {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null && !isForeignPlain(prototype)) {
    throw new UnprintableValue("is not a plain object", path);
  }
  return Object.entries(value);
}

/** Objects of another realm, such as a test runner's, have a foreign Object.prototype. */
function isForeignPlain(prototype: unknown): boolean {
  return Object.getPrototypeOf(prototype) === null;
}
