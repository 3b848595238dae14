import type { Position } from "../problem.ts";

const brand = Symbol("printed");

/** From `offset` on, the text was printed by `at`; `moves` when each character of it has its own column there. */
interface Mark {
  readonly offset: number;
  readonly at: Position;
  readonly moves: boolean;
}

/** Text that a template has printed, and where each stretch of it came from. Survives macros, `set` and `filter`. */
export interface Printed {
  readonly [brand]: true;
  text: string;
  readonly marks: Mark[];
}

export function newPrinted(text = ""): Printed {
  return { [brand]: true, text, marks: [] };
}

export function isPrinted(value: unknown): value is Printed {
  return typeof value === "object" && value !== null && brand in value;
}

/** Adds text of the template itself, which begins at `at` and goes on line by line. */
export function printText(out: Printed, text: string, at: Position): void {
  let line = at.line;
  for (let start = 0; start < text.length; line++) {
    const column = line === at.line ? at.column : 1;
    out.marks.push({ offset: out.text.length + start, at: { file: at.file, line, column }, moves: true });
    const brk = text.indexOf("\n", start);
    start = brk < 0 ? text.length : brk + 1;
  }
  out.text += text;
}

/** Adds a value that the expression at `at` printed. */
export function printValue(out: Printed, text: string, at: Position): void {
  out.marks.push({ offset: out.text.length, at, moves: false });
  out.text += text;
}

/**
 * Adds what a macro, a `set` block or a filter made, with its own places; what has none came from `at`.
 * Text that begins with a line break (a block from `| yaml(n)`) leaves no blanks in front of it, and no empty line.
 */
export function printPrinted(out: Printed, piece: Printed, at: Position): void {
  const { text, skipped } = settleBreak(out, piece);
  if (piece.marks[0]?.offset !== 0) out.marks.push({ offset: out.text.length, at, moves: false });
  const shift = out.text.length - skipped;
  for (const mark of piece.marks)
    out.marks.push({ ...mark, offset: Math.max(out.text.length, mark.offset + shift) });
  out.text += text;
}

function settleBreak(out: Printed, piece: Printed): { text: string; skipped: number } {
  if (piece.marks.length > 0 || !piece.text.startsWith("\n")) return { text: piece.text, skipped: 0 };
  out.text = out.text.replace(/ +$/, "");
  const atLineStart = out.text === "" || out.text.endsWith("\n");
  return atLineStart ? { text: piece.text.slice(1), skipped: 1 } : { text: piece.text, skipped: 0 };
}

/** The same text with `width` spaces in front of its lines; the first one, and empty ones, only if asked for. */
export function indentPrinted(piece: Printed, width: number, first: boolean, blank: boolean): Printed {
  const spaces = " ".repeat(width);
  const starts = lineStarts(piece.text);
  const out = newPrinted();
  let mark = 0;
  starts.forEach((start, index) => {
    const end = starts[index + 1] ?? piece.text.length;
    const line = piece.text.slice(start, end);
    if ((index > 0 || first) && (blank || line.trim() !== "")) out.text += spaces;
    for (; mark < piece.marks.length && (piece.marks[mark]?.offset ?? 0) < end; mark++) {
      const found = piece.marks[mark];
      if (found) out.marks.push({ ...found, offset: found.offset - start + out.text.length });
    }
    out.text += line;
  });
  return out;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let brk = text.indexOf("\n"); brk >= 0; brk = text.indexOf("\n", brk + 1)) starts.push(brk + 1);
  return starts;
}

/** For each line of the text: what printed its first character that is not blank. */
export function originsOf(printed: Printed): (Position | undefined)[] {
  let mark = -1;
  return lineStarts(printed.text).map((start) => {
    const blanks = /^[ \t]*/.exec(printed.text.slice(start, start + 1000))?.[0].length ?? 0;
    const at = start + blanks;
    while ((printed.marks[mark + 1]?.offset ?? Number.POSITIVE_INFINITY) <= at) mark++;
    return placeOfMark(printed.marks[mark], at);
  });
}

function placeOfMark(mark: Mark | undefined, offset: number): Position | undefined {
  if (!mark?.moves) return mark?.at;
  return { ...mark.at, column: mark.at.column + offset - mark.offset };
}
