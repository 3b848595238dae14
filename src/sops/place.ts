import type { LineCounter } from "yaml";
import type { Position, Problem } from "../problem.ts";

/** A stretch of a text, from its first character to the one after its last. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Turns offsets of one file into positions that a person can open. */
export type Locate = (offset: number) => Position;

export function locateIn(file: string, lines: LineCounter): Locate {
  return (offset) => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
}

/** An error at a place; the hint says what to write instead. */
export function errorAt(code: string, at: Position, message: string, hint?: string): Problem {
  return { code, severity: "error", message, at, ...(hint === undefined ? {} : { hint }) };
}

/** A replacement of a stretch of text. */
export interface Edit extends Span {
  readonly text: string;
}

/** Applies edits that do not overlap; everything outside of them stays byte for byte. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let done = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    parts.push(text.slice(done, edit.start), edit.text);
    done = edit.end;
  }
  return parts.join("") + text.slice(done);
}

/** The offset at which the line of this offset begins. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

/** The offset after the line break that ends the line of this offset, or the end of the text. */
export function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf("\n", offset);
  return newline === -1 ? text.length : newline + 1;
}

/** True when an offset lies in a stretch. */
export function inside(offset: number, { start, end }: Span): boolean {
  return offset >= start && offset < end;
}
