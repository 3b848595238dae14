import { match } from "./scalar.ts";

/** A text that stands indented below its `|` or `>`, with the offset behind its last line. */
export interface BlockText {
  readonly value: string;
  readonly literal: boolean;
  readonly end: number;
}

const HEADER = /([|>])(-?)\n/y;
const LINE = /( *)([^\n]*)(?:\n|$)/y;

/**
 * The block text whose `|` or `>` is at an offset, inside of a collection at column `column`. Undefined for what
 * has an indentation of its own, `+`, odd blank lines or, after `>`, more than one paragraph.
 */
export function readBlockText(text: string, at: number, column: number): BlockText | undefined {
  const header = match(HEADER, text, at);
  if (!header) return undefined;
  const literal = header[1] === "|";
  const first = match(LINE, text, at + header[0].length);
  const indent = first?.[1]?.length ?? 0;
  if (indent <= column || first?.[2] === "") return undefined;
  const found = readLines(text, at + header[0].length, column, indent);
  if (!found || (!literal && found.lines.some((line) => line === "" || line.startsWith(" "))))
    return undefined;
  const body = found.lines.join(literal ? "\n" : " ");
  return { value: header[2] === "-" ? body : `${body}\n`, literal, end: found.end };
}

/** The lines without their indentation and without blank ones at the end. */
function readLines(
  text: string,
  start: number,
  column: number,
  indent: number,
): { readonly lines: readonly string[]; readonly end: number } | undefined {
  const lines: string[] = [];
  let filled = { lines: 0, end: start };
  let at = start;
  while (at < text.length) {
    const [whole, pad = "", rest = ""] = match(LINE, text, at) ?? [""];
    if (rest === "" && pad.length > 0) return undefined;
    if (rest !== "" && pad.length <= column) break;
    if (rest !== "" && pad.length < indent) return undefined;
    lines.push(whole.slice(indent).replace("\n", ""));
    at += whole.length;
    if (rest !== "") filled = { lines: lines.length, end: at };
  }
  return { lines: lines.slice(0, filled.lines), end: filled.end };
}
