/** Room for text: how many columns a row has, and where the rows after the first begin. */
export interface Room {
  /** Undefined where lines may be of any length. */
  readonly columns: number | undefined;
  readonly indent: number;
}

/** How a colour begins and ends: it takes no room. */
const colour = /\x1b\[[\d;]*m/g;

function widthOf(text: string): number {
  return text.replace(colour, "").length;
}

/**
 * Breaks a line at its spaces so that no row is wider than the room; a word that is wider has a row of its own and is
 * left whole, so that it can be copied.
 */
export function wrap(line: string, { columns, indent }: Room): string[] {
  if (columns === undefined || widthOf(line) <= columns) return [line];
  const lead = /^ */.exec(line)?.[0] ?? "";
  const rows: string[] = [];
  let row = lead;
  let isEmpty = true;
  for (const [, gap = "", word = ""] of line.slice(lead.length).matchAll(/( *)(\S+)/g)) {
    if (!isEmpty && widthOf(row + gap + word) > columns) {
      rows.push(row);
      row = " ".repeat(indent);
      isEmpty = true;
    }
    row += isEmpty ? word : gap + word;
    isEmpty = false;
  }
  return [...rows, row];
}

/** The same for each line of a text. */
export function wrapAll(text: string, room: Room): string {
  if (room.columns === undefined) return text;
  return text
    .split("\n")
    .flatMap((line) => wrap(line, room))
    .join("\n");
}

/** Cuts what is in the middle of a long text, because its beginning says what it is about and its end why. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = Math.floor((most - 3) * 0.3);
  return `${text.slice(0, most - 3 - end)} … ${text.slice(-end)}`;
}
