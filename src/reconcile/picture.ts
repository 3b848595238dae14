import { styleText } from "node:util";
import { shownRef } from "../kubernetes/object.ts";
import { clean } from "../report/clean.ts";
import type { Line, Verdict } from "./decide.ts";
import { shortRevisions } from "./revision.ts";
import type { Stage } from "./state.ts";

const colours = {
  pending: "gray",
  progressing: "cyan",
  waiting: "gray",
  ready: "green",
  failed: "red",
  suspended: "yellow",
  removing: "yellow",
} as const satisfies Readonly<Record<Stage, Parameters<typeof styleText>[0]>>;

export interface Screen {
  readonly columns: number;
  readonly rows: number;
  readonly color: boolean;
  /** Milliseconds since 1970, for ages. */
  readonly now: number;
}

/** A picture of a moment: a line per object, what is applied by another below it; never more than the screen holds. */
export function picture(verdict: Verdict, screen: Screen): string[] {
  const rows = rowsOf(verdict);
  const room = Math.max(1, screen.rows - 2);
  const unready = rows.filter(({ line }) => line.state.stage !== "ready");
  const shown = rows.length <= room ? rows : unready.slice(0, room - 1);
  const left = rows.length - shown.length;
  const drawn = shown.map((row) => drawLine(row, screen));
  return left > 0 ? [...drawn, `  … and ${left} more`] : drawn;
}

interface Row {
  readonly line: Line;
  readonly depth: number;
  /** What a source has fetched. */
  readonly revision?: string | undefined;
}

function rowsOf({ source, lines, revision }: Verdict): Row[] {
  const top = source ? [{ line: source, depth: 0, revision }] : [];
  const others = lines.flatMap((line) => [
    { line, depth: 1 },
    ...line.below.map((below) => ({ line: below, depth: 2 })),
  ]);
  return [...top, ...others];
}

function drawLine({ line, depth, revision }: Row, { color, columns, now }: Screen): string {
  const { stage } = line.state;
  const word = stage.padEnd(11);
  const at = revision === undefined ? "" : `  ${clean(shortRevisions(revision))}`;
  const told = `${"  ".repeat(depth)}${clean(shownRef(line.ref))}${at}${detail(line, now)}`;
  const room = Math.max(0, columns - word.length - 2);
  const cut = told.length > room ? `${told.slice(0, Math.max(0, room - 1))}…` : told;
  return `${color ? styleText(colours[stage], word, { validateStream: false }) : word} ${cut}`;
}

/** What it waits for, or what it says, and since when. */
function detail({ state, on }: Line, now: number): string {
  const since = state.since === undefined ? Number.NaN : Date.parse(state.since);
  const age = Number.isNaN(since) || state.stage === "ready" ? "" : `  ${ageText(now - since)}`;
  if (on.length > 0 && state.stage !== "ready")
    return `${age}  waits for ${on.map((key) => clean(key.split("/").at(-1) ?? "")).join(", ")}`;
  const said = state.stage === "ready" || state.message === "" ? "" : `  ${clean(inFewWords(state.message))}`;
  return `${age}${said}`;
}

/** A row is short, and every step names its limit and the commit that all of them are at. */
function inFewWords(message: string): string {
  return message.replace(/ for revision \S+/, "").replace(/ with a timeout of \S+/, "");
}

/** `42s`, `3m10s`, `10m`, `2h5m`. */
export function ageText(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const [minutes, hours] = [Math.floor(seconds / 60), Math.floor(seconds / 3600)];
  if (minutes === 0) return `${seconds}s`;
  if (hours === 0) return `${minutes}m${seconds % 60 === 0 ? "" : `${seconds % 60}s`}`;
  return `${hours}h${minutes % 60 === 0 ? "" : `${minutes % 60}m`}`;
}

/** The lines whose state differs from the moment before, in their order. */
export function changed(before: Verdict | undefined, after: Verdict): Line[] {
  const known = new Map(
    rowsOf(before ?? { ...after, source: undefined, lines: [] }).map(({ line }) => [line.key, tell(line)]),
  );
  return rowsOf(after).flatMap(({ line }) => (known.get(line.key) === tell(line) ? [] : [line]));
}

function tell({ state: { stage, reason, message }, on }: Line): string {
  return JSON.stringify([stage, reason, message, on]);
}

/** One line for a log that nobody redraws. */
export function plainLine(line: Line, elapsed: number): string {
  return `${ageText(elapsed).padStart(6)}  ${plainText(line)}`;
}

/** The same without its time. */
export function plainText(line: Line): string {
  const { stage, message } = line.state;
  const waits =
    line.on.length > 0 && stage !== "ready"
      ? ` waits for ${line.on.map((key) => key.split("/").at(-1)).join(", ")}`
      : "";
  const said = stage === "failed" && message !== "" ? `: ${message}` : "";
  return `${stage.padEnd(11)} ${clean(`${shownRef(line.ref)}${waits}${said}`)}`;
}

/** One event for a program: a line of JSON. */
export function eventOf(line: Line, time: string): Readonly<Record<string, unknown>> {
  const { stage, reason, message, since } = line.state;
  const { kind, namespace, name } = line.ref;
  const waitsFor = line.on.map((key) => key.split("/").slice(-2).join("/"));
  return { event: "state", time, kind, namespace, name, stage, reason, message, since, waitsFor };
}
