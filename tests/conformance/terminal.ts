/** What a terminal shows of the bytes that a program wrote. */
export interface Terminal {
  write(text: string): void;
  /** The rows that are in sight, top to bottom, without spaces at their ends. */
  screen(): string[];
  /** The rows that have scrolled out of sight, and then those in sight down to the last one that was written to. */
  transcript(): string[];
  /** The rows that were full when there was more to put into them, so that it went on in the next. */
  overfull(): readonly string[];
}

/** Text, or one sequence: CSI with its parameters and final byte, or a control character. */
const token = /\x1b\[([?\d;]*)([A-Za-z])|[\r\n\x07\x08]|[^\x00-\x1f\x7f]/gu;

/**
 * A terminal of that size, as far as our output needs one: wrapping, scrolling, carriage return, cursor up, and erasing.
 * Colours and modes are passed over; any other sequence is an error, since nobody could say what it shows. Every
 * character counts as one column.
 */
export function terminal(columns: number, rows: number): Terminal {
  const scrolled: string[] = [];
  const overfull: string[] = [];
  const cells: string[][] = Array.from({ length: rows }, () => []);
  const at = { row: 0, column: 0, lowest: 0 };

  const lineAt = (row: number): string[] => cells[row] ?? [];
  const down = () => {
    if (at.row < rows - 1) at.row += 1;
    else {
      scrolled.push(shown(cells.shift() ?? []));
      cells.push([]);
    }
    at.lowest = Math.max(at.lowest, at.row);
  };
  const put = (character: string) => {
    // The cursor stays behind the last column until there is something to put into the next row.
    if (at.column >= columns) {
      overfull.push(shown(lineAt(at.row)));
      at.column = 0;
      down();
    }
    const line = lineAt(at.row);
    while (line.length < at.column) line.push(" ");
    line[at.column] = character;
    at.column += 1;
  };
  const erase = (final: string, mode: string) => {
    const line = lineAt(at.row);
    if (mode === "2") line.length = 0;
    else if (mode === "" || mode === "0") line.length = Math.min(line.length, at.column);
    else throw new Error(`a terminal is asked to erase ${mode}${final}`);
    if (final === "J") for (const below of cells.slice(at.row + 1)) below.length = 0;
  };
  const obey = (parameters: string, final: string) => {
    if (final === "m" || final === "h" || final === "l") return;
    if (final === "A") at.row = Math.max(0, at.row - Number(parameters || 1));
    else if (final === "K" || final === "J") erase(final, parameters);
    else if (final === "G") at.column = Number(parameters || 1) - 1;
    else throw new Error(`a terminal is told ${JSON.stringify(`CSI ${parameters}${final}`)}`);
    if (final === "A") at.column = Math.min(at.column, columns - 1);
  };

  return {
    write: (text) => {
      for (const [whole, parameters = "", final] of text.matchAll(token)) {
        if (final !== undefined) obey(parameters, final);
        else if (whole === "\n") down();
        else if (whole === "\r") at.column = 0;
        else if (whole === "\b") at.column = Math.max(0, at.column - 1);
        else if (whole !== "\x07") put(whole);
      }
    },
    overfull: () => overfull,
    screen: () => cells.map(shown),
    transcript: () => [...scrolled, ...cells.slice(0, at.lowest + 1).map(shown)],
  };
}

function shown(line: readonly string[]): string {
  return line.join("").trimEnd();
}
