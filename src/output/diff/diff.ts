import { clean } from "../../report/clean.ts";
import { editScript, type Line } from "./edit-script.ts";
import { maskPair } from "./mask.ts";

export interface DiffInput {
  readonly path: string;
  /** Undefined: the file is not there. */
  readonly before?: string | undefined;
  readonly after?: string | undefined;
  /** Hides values: the texts are plaintext of a sealed file. */
  readonly sealed?: boolean;
}

export interface DiffOptions {
  /** ANSI colours. */
  readonly colour?: boolean;
  /** Unchanged lines shown around a change. */
  readonly context?: number;
}

interface Numbered extends Line {
  readonly before: number;
  readonly after: number;
}

const ANSI = { added: 32, removed: 31, hunk: 36, same: 0 } as const;

/**
 * A unified diff, "" when the texts are equal. Control characters are escaped; values of sealed files are
 * masked. Sealed files without a text on one side (nothing opened them) are shown masked on the other.
 */
export function diff({ path, before, after, sealed = false }: DiffInput, options: DiffOptions = {}): string {
  const shown = sealed ? maskPair(before, after) : { before, after };
  const script = numbered(editScript(linesOf(shown.before), linesOf(shown.after)));
  const parts = hunks(script, options.context ?? 3).map((hunk) => printHunk(hunk, options.colour ?? false));
  if (parts.length === 0) return "";
  const name = clean(path);
  const head = [
    before === undefined ? "--- /dev/null" : `--- a/${name}`,
    after === undefined ? "+++ /dev/null" : `+++ b/${name}`,
  ];
  return `${[...head, ...parts].join("\n")}\n`;
}

/** Lines without their ends; the last one tells a missing final newline apart. */
function linesOf(text: string | undefined): string[] {
  if (text === undefined || text === "") return [];
  const lines = text.split("\n");
  const last = lines.pop() ?? "";
  return last === "" ? lines : [...lines, `${last}\n`];
}

function numbered(script: readonly Line[]): Numbered[] {
  let [before, after] = [0, 0];
  return script.map((line) => {
    if (line.kind !== "added") before += 1;
    if (line.kind !== "removed") after += 1;
    return { ...line, before, after };
  });
}

/** Changes nearer to each other than twice the context share a hunk. */
function hunks(script: readonly Numbered[], context: number): Numbered[][] {
  const groups: [number, number][] = [];
  for (const [index, line] of script.entries()) {
    if (line.kind === "same") continue;
    const last = groups.at(-1);
    if (last && index - context <= last[1]) last[1] = index + context + 1;
    else groups.push([Math.max(0, index - context), index + context + 1]);
  }
  return groups.map(([from, to]) => script.slice(from, to));
}

function printHunk(lines: readonly Numbered[], colour: boolean): string {
  const range = (side: "before" | "after", skip: Line["kind"]) => {
    const own = lines.filter(({ kind }) => kind !== skip);
    const start = own[0]?.[side] ?? lines[0]?.[side] ?? 0;
    return own.length === 1 ? `${start}` : `${start},${own.length}`;
  };
  const head = `@@ -${range("before", "added")} +${range("after", "removed")} @@`;
  return [paint(head, "hunk", colour), ...lines.map((line) => printLine(line, colour))].join("\n");
}

function printLine({ kind, text }: Line, colour: boolean): string {
  const mark = { same: " ", removed: "-", added: "+" }[kind];
  const open = text.endsWith("\n");
  const line = paint(`${mark}${shown(open ? text.slice(0, -1) : text)}`, kind, colour);
  return open ? `${line}\n\\ No newline at end of file` : line;
}

/** Tabs stay, for a line must be found in its file as it is shown. */
function shown(text: string): string {
  return text.split("\t").map(clean).join("\t");
}

function paint(text: string, kind: keyof typeof ANSI, colour: boolean): string {
  return colour && kind !== "same" ? `\u001b[${ANSI[kind]}m${text}\u001b[0m` : text;
}
