import type { Position } from "../problem.ts";

/** Turns an offset into a text (UTF-16 code units from 0) into the place that an editor shows. */
export type Locate = (offset: number) => Position;

/**
 * Returns the locator of a text. Offsets past the end give the end of the last line that has text, so that a
 * place is always inside the file; a byte order mark takes no column.
 */
export function locator(file: string, text: string): Locate {
  const starts = lineStarts(text);
  const last = lastOffset(text);
  const mark = text.startsWith("\uFEFF") ? 1 : 0;
  return (offset) => {
    const inside = Math.max(mark, Math.min(offset, last));
    const line = lineOf(starts, inside);
    const start = line === 0 ? mark : (starts[line] ?? 0);
    return { file, line: line + 1, column: Math.max(0, inside - start) + 1 };
  };
}

/** Returns one line of a text, counted from 1, without its line end. */
export function lineText(text: string, line: number): string {
  return (text.split("\n", line)[line - 1] ?? "").replace(/\r$/, "");
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

function lastOffset(text: string): number {
  if (text.endsWith("\r\n")) return text.length - 2;
  return text.endsWith("\n") ? text.length - 1 : text.length;
}

function lineOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
