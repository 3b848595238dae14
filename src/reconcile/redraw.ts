import { stripVTControlCharacters } from "node:util";

/** Draws a picture over the one before; `force` also when it is the same. */
export type Redraw = (lines: readonly string[], force?: boolean) => void;

/**
 * Pictures in a terminal, one over the other: only with carriage return, cursor up and erase, which every terminal has.
 * A picture that has not changed is not drawn again, and no line is blank at any moment, so that nothing flickers.
 */
export function redrawer(write: (text: string) => void, columns: () => number): Redraw {
  let before: readonly string[] = [];
  let text = "";
  return (lines, force = false) => {
    const next = lines.map((line) => `${line}\x1b[K\n`).join("");
    if (next === text && !force) return;
    const up = rowsOf(before, columns());
    // The terminal may have echoed a key, such as ^C, so that the cursor is not in the first column.
    write(`\r${up > 0 ? `\x1b[${up}A` : ""}${next}\x1b[J`);
    [before, text] = [lines, next];
  };
}

/** A terminal that was made narrower has broken the lines that are there. */
function rowsOf(lines: readonly string[], columns: number): number {
  const rows = (line: string) => Math.ceil(stripVTControlCharacters(line).length / columns);
  return lines.reduce((sum, line) => sum + Math.max(1, rows(line)), 0);
}
