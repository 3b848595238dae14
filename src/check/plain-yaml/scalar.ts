import type { Value } from "../value.ts";
import { newMapping } from "../value.ts";

export type PlainScalar = string | number | boolean | null;

/** What was read, with the offset behind it. */
export interface Read<T> {
  readonly value: T;
  readonly end: number;
}

const DOUBLE_QUOTED = /"((?:[^"\\\n]|\\["\\/bfnrt]|\\u[0-9A-Fa-f]{4})*)"/y;
const SINGLE_QUOTED = /'((?:[^'\n]|'')*)'/y;
const PLAIN =
  /(?:[^\s\-?:,[\]{}#&*!|>'"%@`]|[-?:](?=[^\s,[\]{}]))(?:[^\s:#]|:(?=[^\s])|(?<=[^\s])#| +(?=[^\s#]))*/y;
const EMPTY = /\{\}|\[\]/y;
const NUMBER = /^[-+]?(?:\d+|(?:\.\d+|\d+\.\d*)(?:[eE][-+]?\d+)?|\d+[eE][-+]?\d+)$/;
const OTHER_NUMBER = /^(?:0[ox]|[-+]?\.(?:inf|nan)$)/i;
const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ...["true", "True", "TRUE"].map((word) => [word, true] as const),
  ...["false", "False", "FALSE"].map((word) => [word, false] as const),
  ...["~", "null", "Null", "NULL"].map((word) => [word, null] as const),
]);

/** The scalar at an offset, if it ends on its line and is written in a way that needs no more than a glance. */
export function readScalar(text: string, at: number): Read<PlainScalar> | undefined {
  const first = text[at];
  if (first === '"') return readDoubleQuoted(text, at);
  if (first === "'") return readSingleQuoted(text, at);
  const source = match(PLAIN, text, at)?.[0];
  if (source === undefined) return undefined;
  const value = resolve(source);
  return value === undefined ? undefined : { value, end: at + source.length };
}

/** `{}` or `[]` at an offset; other collections in brackets are not for a glance. */
export function readEmpty(text: string, at: number): Read<Value> | undefined {
  const found = match(EMPTY, text, at)?.[0];
  if (found === undefined) return undefined;
  return { value: found === "[]" ? [] : newMapping(), end: at + found.length };
}

/** What a sticky pattern finds at an offset. */
export function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** Only escapes that JSON has, too. */
function readDoubleQuoted(text: string, at: number): Read<PlainScalar> | undefined {
  const found = match(DOUBLE_QUOTED, text, at);
  if (!found) return undefined;
  const [whole, body = ""] = found;
  return { value: body.includes("\\") ? JSON.parse(whole) : body, end: at + whole.length };
}

function readSingleQuoted(text: string, at: number): Read<PlainScalar> | undefined {
  const found = match(SINGLE_QUOTED, text, at);
  return found ? { value: (found[1] ?? "").replaceAll("''", "'"), end: at + found[0].length } : undefined;
}

/** By YAML's core schema. Undefined for octal, hexadecimal and what is no finite number. */
function resolve(source: string): PlainScalar | undefined {
  const word = WORDS.get(source);
  if (word !== undefined) return word;
  if (OTHER_NUMBER.test(source)) return undefined;
  return NUMBER.test(source) ? Number(source) : source;
}
