/** A replacement in a text: `remove` characters at `offset` give way to `insert`. */
export interface Edit {
  readonly offset: number;
  readonly remove: number;
  readonly insert: string;
}

export function edited(text: string, { offset, remove, insert }: Edit): string {
  return text.slice(0, offset) + insert + text.slice(offset + remove);
}

/** The offset where the line that holds `offset` begins; a byte order mark is not part of the line. */
export function lineStart(text: string, offset: number): number {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  return start === 0 && text.startsWith("\ufeff") ? 1 : start;
}

/** The offset where the line that holds `offset` ends, before its CR LF or LF. */
export function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf("\n", offset);
  if (newline < 0) return text.length;
  return newline > offset && text[newline - 1] === "\r" ? newline - 1 : newline;
}

/** The end of line that the text uses. */
export function eolOf(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? "\n";
}

/**
 * Takes out the whole lines from `from` to `to` (the offset of any character in the last one). Lines at the
 * very end without an end of line take the one before them along, so that the text still ends without one.
 */
export function withoutLines(text: string, from: number, to: number): Edit {
  const start = lineStart(text, from);
  const end = lineEnd(text, to);
  const eol = /^\r?\n/.exec(text.slice(end))?.[0] ?? "";
  const isFirstLine = text[start - 1] !== "\n";
  if (eol !== "" || isFirstLine) return { offset: start, remove: end + eol.length - start, insert: "" };
  const previous = text[start - 2] === "\r" ? start - 2 : start - 1;
  return { offset: previous, remove: end - previous, insert: "" };
}
