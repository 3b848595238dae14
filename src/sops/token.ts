import { resolvePlain } from "./scalar.ts";
import type { Plain } from "./value.ts";

/** How a scalar is written; folded blocks are written as literal ones, since the places of their folds are lost. */
export type Style = "plain" | "single" | "double" | "block";

/** What a scalar's text depends on besides its value. */
export interface TokenPlace {
  readonly style: Style;
  /** Inside brackets or braces. */
  readonly flow: boolean;
  /** Columns that the lines of a block are indented by. */
  readonly indent: number;
  readonly lineBreak: string;
  /** False where a comment or more follows on the line, so that no block can stand here. */
  readonly alone: boolean;
  /** False where an empty line follows, which a block that keeps its line breaks would swallow. */
  readonly mayKeep: boolean;
}

const STYLES: Readonly<Record<string, Style>> = {
  QUOTE_SINGLE: "single",
  QUOTE_DOUBLE: "double",
  BLOCK_LITERAL: "block",
  BLOCK_FOLDED: "block",
};

/** Characters that YAML 1.1 readers refuse or take for line breaks, besides tab and line feed. */
const UNSAFE = /[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ufefe\uff00-\ufffd]|\p{Surrogate}/u;
const UNSAFE_PLAIN = /^[\s,[\]{}#&*!|>'"%@`]|^[-?:](?:\s|$)|^(?:---|\.\.\.)|: |:$| #|[\t\n]|\s$/;
const UNSAFE_IN_FLOW = /[,[\]{}]/;
const YAML_1_1 =
  /^(?:y|yes|n|no|on|off|=|<<|[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?|[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:e[-+]?\d+)?)$/i;

export function styleOf(type: string | null | undefined): Style {
  return STYLES[type ?? ""] ?? "plain";
}

/** The text of an encrypted value in a file. Its style keeps the style of the plaintext for later. */
export function printEncrypted(encrypted: string, place: TokenPlace): string {
  if (place.style === "block")
    return `|-${place.lineBreak}${" ".repeat(place.indent)}${encrypted}${place.lineBreak}`;
  if (place.style === "single") return `'${encrypted}'`;
  return place.style === "double" || place.flow ? `"${encrypted}"` : encrypted;
}

/** The text of a decrypted value in a file: in the style asked for where that can carry it, else in double quotes. */
export function printPlain({ type, text }: Plain, place: TokenPlace): string {
  if (type !== "str") return printTyped(type, text);
  if (place.style === "plain" && isPlain(text, place.flow)) return text;
  if (place.style === "single" && isSingle(text)) return `'${text.replaceAll("'", "''")}'`;
  if (place.style === "block" || (place.style === "plain" && text.includes("\n")))
    return printBlockOrQuoted(text, place);
  return printDouble(text);
}

function printTyped(type: Plain["type"], text: string): string {
  if (type === "bool") return text.toLowerCase();
  if (type !== "float") return text;
  if (text === "NaN") return ".nan";
  if (text.endsWith("Inf")) return text.startsWith("-") ? "-.inf" : ".inf";
  // Without a point it would be read as an integer.
  return text.includes(".") ? text : `${text}.0`;
}

function isPlain(text: string, flow: boolean): boolean {
  if (text === "" || UNSAFE.test(text) || UNSAFE_PLAIN.test(text) || YAML_1_1.test(text)) return false;
  return !(flow && UNSAFE_IN_FLOW.test(text)) && resolvePlain(text).type === "str";
}

function isSingle(text: string): boolean {
  return !UNSAFE.test(text) && !/[\t\n]/.test(text);
}

/** JSON is YAML, but for a few characters that YAML 1.1 readers treat as their own. */
function printDouble(text: string): string {
  return JSON.stringify(text).replaceAll(new RegExp(UNSAFE, "gu"), escapeCharacter);
}

function escapeCharacter(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  return code > 0xffff ? char : `\\u${code.toString(16).padStart(4, "0")}`;
}

function printBlockOrQuoted(text: string, place: TokenPlace): string {
  const keeps = text.endsWith("\n\n");
  const fits = place.alone && !place.flow && (place.mayKeep || !keeps);
  if (!fits || UNSAFE.test(text) || !isBlock(text)) return printDouble(text) + ending(place);
  const body = text.replace(/\n$/, "").split("\n");
  const pad = " ".repeat(place.indent);
  const lines = body.map((line) => (line === "" ? "" : pad + line));
  const header = keeps ? "|+" : text.endsWith("\n") ? "|" : "|-";
  return [header, ...lines].join(place.lineBreak) + ending(place);
}

/** A block's own text ends with the line, that of other scalars before it. */
function ending(place: TokenPlace): string {
  return place.style === "block" ? place.lineBreak : "";
}

/** A block may not start with white space, nor hold lines of nothing else: their indentation would be a guess. */
function isBlock(text: string): boolean {
  return text !== "" && !/^[ \t\n]/.test(text) && !/^[ \t]+$/m.test(text);
}
