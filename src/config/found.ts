import { clean } from "../report/clean.ts";

const longest = 60;

/** What a value is, in words, with the value itself unless it is secret: `the text "yes"`, `the number 1.80`. */
export function describe(value: unknown, secret: boolean, source?: string): string {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (typeof value === "object") return "a map";
  if (typeof value === "string") return secret ? describeShape(value) : `the text ${quoted(value)}`;
  if (typeof value === "boolean") return secret ? "a boolean" : `the boolean ${value}`;
  return secret ? "a number" : `the number ${source ?? String(value)}`;
}

/** A text in quotes, cut to 60 characters, without control characters and without the password of a URL. */
export function quoted(text: string): string {
  const safe = text.replace(/([a-z][a-z\d+.-]*:\/\/)[^/\s]*@/gi, "$1***@");
  const cut = safe.length > longest ? `${safe.slice(0, longest - 1)}…` : safe;
  return `"${clean(cut)}"`;
}

/** A list of allowed values, as a person would say it. */
export function listed(values: readonly unknown[], last = "or"): string {
  const texts = values.map((value) => (typeof value === "string" ? value : JSON.stringify(value)));
  if (texts.length > 12) return `${texts.slice(0, 12).join(", ")}, … (${texts.length} in all)`;
  return texts.length < 2 ? texts.join("") : `${texts.slice(0, -1).join(", ")} ${last} ${texts.at(-1)}`;
}

/** A count with its noun. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function describeShape(value: string): string {
  return value === "" ? "an empty text" : `a text of ${counted([...value].length, "character")}`;
}
