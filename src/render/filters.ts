import { createHash } from "node:crypto";
import { indentPrinted, isPrinted, newPrinted } from "./printed.ts";
import { toYaml } from "./yaml.ts";

/** What a filter gives, as the static check sees it; `same` keeps template text apart from strings. */
export type FilterResult = "text" | "string" | "number" | "array" | "element" | "same";

export interface Filter {
  readonly parameters: readonly string[];
  /** How many of the parameters must be given. */
  readonly required?: number;
  readonly gives: FilterResult;
  /** Takes the value and the arguments in the order of `parameters`; what is not given is undefined. */
  readonly run: (value: unknown, ...args: unknown[]) => unknown;
}

/** Thrown by a filter for a value it has no answer for; the message follows the name of the filter. */
export class FilterError extends Error {}

/** The filters of our templates. All but `yaml` treat booleans and numbers as Jinja2 does: `false | lower` is "false". */
export const filters: ReadonlyMap<string, Filter> = new Map<string, Filter>([
  ["yaml", { parameters: ["indent"], gives: "text", run: yaml }],
  ["lower", { parameters: [], gives: "string", run: (value) => text(value).toLowerCase() }],
  ["upper", { parameters: [], gives: "string", run: (value) => text(value).toUpperCase() }],
  ["join", { parameters: ["separator", "attribute"], gives: "string", run: join }],
  ["length", { parameters: [], gives: "number", run: length }],
  ["first", { parameters: [], gives: "element", run: (value) => element(value, 0) }],
  ["last", { parameters: [], gives: "element", run: (value) => element(value, -1) }],
  ["sort", { parameters: ["reverse", "case_sensitive", "attribute"], gives: "array", run: sort }],
  ["indent", { parameters: ["width", "first", "blank"], gives: "same", run: indent }],
  ["replace", { parameters: ["old", "new"], required: 2, gives: "string", run: replace }],
  [
    "b64encode",
    { parameters: [], gives: "string", run: (value) => Buffer.from(text(value)).toString("base64") },
  ],
  ["sha256", { parameters: [], gives: "string", run: sha256 }],
  ["items", { parameters: [], gives: "array", run: (value) => Object.entries(map(value)) }],
  ["keys", { parameters: [], gives: "array", run: (value) => Object.keys(map(value)) }],
]);

/** What people reach for out of habit, and what to write instead. */
export const insteadOfFilter: ReadonlyMap<string, string> = new Map([
  ["safe", "print strings with `| yaml`"],
  ["escape", "print strings with `| yaml`"],
  ["e", "print strings with `| yaml`"],
  ["dump", "write `| yaml`"],
  ["tojson", "write `| yaml`"],
  ["string", "join with `~`, and print with `| yaml`"],
  ["default", "every setting has its default in the schema; test for one that may be absent with `if`"],
  ["d", "every setting has its default in the schema; test for one that may be absent with `if`"],
  ["nindent", "write `| yaml(4)` for data, `| indent(4)` for text"],
  ["toyaml", "write `| yaml`"],
  ["to_yaml", "write `| yaml`"],
  ["dictsort", "write `| items`"],
]);

function yaml(value: unknown, indent: unknown): unknown {
  const width = indent === undefined ? undefined : integer(indent, "indent");
  return newPrinted(toYaml(isPrinted(value) ? value.text : value, width));
}

function text(value: unknown): string {
  if (isPrinted(value)) return value.text;
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw new FilterError("needs a string, a number or a boolean");
}

function list(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new FilterError("needs a list");
}

function map(value: unknown): Readonly<Record<string, unknown>> {
  const isMap = typeof value === "object" && value !== null && !Array.isArray(value) && !isPrinted(value);
  if (isMap) return value as Readonly<Record<string, unknown>>;
  throw new FilterError("needs a map");
}

function integer(value: unknown, name: string): number {
  if (typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= 100) return value;
  throw new FilterError(`needs a whole number from 0 to 100 for ${name}`);
}

function attributeOf(item: unknown, attribute: unknown): unknown {
  if (attribute === undefined) return item;
  const value = Object.entries(map(item)).find(([key]) => key === attribute)?.[1];
  if (value === undefined) throw new FilterError("finds an item without that attribute");
  return value;
}

function join(value: unknown, separator: unknown, attribute: unknown): string {
  const between = separator === undefined ? "" : text(separator);
  return list(value)
    .map((item) => text(attributeOf(item, attribute)))
    .join(between);
}

function length(value: unknown): number {
  if (isPrinted(value)) return value.text.length;
  if (typeof value === "string" || Array.isArray(value)) return value.length;
  return Object.keys(map(value)).length;
}

function element(value: unknown, at: number): unknown {
  const found = list(value).at(at);
  if (found === undefined) throw new FilterError("finds an empty list");
  return found;
}

/** As Jinja2: without regard to case unless asked for, and stable. The order is that of the characters' codes. */
function sort(value: unknown, reverse: unknown, caseSensitive: unknown, attribute: unknown): unknown[] {
  const key = (item: unknown) => {
    const found = attributeOf(item, attribute);
    if (typeof found === "number") return found;
    return caseSensitive === true ? text(found) : text(found).toLowerCase();
  };
  const direction = reverse === true ? -1 : 1;
  return [...list(value)].sort((a, b) => direction * compare(key(a), key(b)));
}

function compare(a: string | number, b: string | number): number {
  if (typeof a !== typeof b) throw new FilterError("cannot order numbers among strings");
  return a < b ? -1 : Number(a > b);
}

function indent(value: unknown, width: unknown, first: unknown, blank: unknown): unknown {
  const spaces = width === undefined ? 4 : integer(width, "width");
  const piece = isPrinted(value) ? value : newPrinted(text(value));
  const indented = indentPrinted(piece, spaces, first === true, blank === true);
  return isPrinted(value) ? indented : indented.text;
}

function replace(value: unknown, old: unknown, by: unknown): string {
  return text(value).split(text(old)).join(text(by));
}

/** The first 16 hexadecimal digits of SHA-256: enough to notice a change, as in a pod's checksum annotation. */
function sha256(value: unknown): string {
  const bytes = isPrinted(value) ? value.text : typeof value === "string" ? value : toYaml(value);
  return createHash("sha256").update(bytes).digest("hex").slice(0, 16);
}
