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

/** What it holds, and where the cursor is; `lowest` is the last row that was written to. */
interface State {
  readonly columns: number;
  readonly rows: number;
  readonly scrolled: string[];
  readonly overfull: string[];
  readonly cells: string[][];
  row: number;
  column: number;
  lowest: number;
}

/**
 * A terminal of that size, as far as our output needs one: wrapping, scrolling, carriage return, cursor up, and erasing.
 * Colours and modes are passed over; any other sequence is an error, since nobody could say what it shows. Every
 * character counts as one column.
 */
export function terminal(columns: number, rows: number): Terminal {
  const cells: string[][] = Array.from({ length: rows }, () => []);
  const cursor = { row: 0, column: 0, lowest: 0 };
  const state: State = { columns, rows, scrolled: [], overfull: [], cells, ...cursor };
  return {
    write: (text) => {
      for (const [whole, parameters = "", final] of text.matchAll(token)) {
        if (final !== undefined) obey(state, parameters, final);
        else act(state, whole);
      }
    },
    screen: () => cells.map(shown),
    transcript: () => [...state.scrolled, ...cells.slice(0, state.lowest + 1).map(shown)],
    overfull: () => state.overfull,
  };
}

function act(state: State, character: string): void {
  if (character === "\n") down(state);
  else if (character === "\r") state.column = 0;
  else if (character === "\b") state.column = Math.max(0, state.column - 1);
  else if (character !== "\x07") put(state, character);
}

function obey(state: State, parameters: string, final: string): void {
  const count = Number(parameters || 1);
  if (final === "m" || final === "h" || final === "l") return;
  if (final === "A") state.row = Math.max(0, state.row - count);
  else if (final === "G") state.column = count - 1;
  else if (final === "K" || final === "J") erase(state, final, parameters);
  else throw new Error(`a terminal is told ${JSON.stringify(`CSI ${parameters}${final}`)}`);
  if (final === "A") state.column = Math.min(state.column, state.columns - 1);
}

function erase({ cells, row, column }: State, final: string, mode: string): void {
  const line = cells[row] ?? [];
  if (mode === "2" && final === "K") line.length = 0;
  else if (mode === "" || mode === "0") line.length = Math.min(line.length, column);
  else throw new Error(`a terminal is asked to erase ${mode}${final}`);
  if (final === "J") for (const below of cells.slice(row + 1)) below.length = 0;
}

function put(state: State, character: string): void {
  const { columns, cells, overfull } = state;
  // The cursor stays behind the last column until there is something to put into the next row.
  if (state.column >= columns) {
    overfull.push(shown(cells[state.row] ?? []));
    state.column = 0;
    down(state);
  }
  const line = cells[state.row] ?? [];
  while (line.length < state.column) line.push(" ");
  line[state.column] = character;
  state.column += 1;
}

function down(state: State): void {
  const { rows, cells, scrolled } = state;
  if (state.row < rows - 1) state.row += 1;
  else {
    scrolled.push(shown(cells.shift() ?? []));
    cells.push([]);
  }
  state.lowest = Math.max(state.lowest, state.row);
}

function shown(line: readonly string[]): string {
  return line.join("").trimEnd();
}
