import { styleText } from "node:util";
import { wrap } from "../report/wrap.ts";
import type { Checked } from "./check.ts";
import { countsOf, summary } from "./count.ts";

export interface TableOptions {
  readonly color: boolean;
  /** Leaves out what is well, and what was not asked. */
  readonly quiet: boolean;
  /** Names every check that was not asked, also those with the same reason. */
  readonly verbose: boolean;
  /** Characters of a line; undefined where lines may be of any length, as in a file. */
  readonly columns?: number;
}

type Status = Checked["status"];

const styles = { ok: "green", warning: "yellow", error: "red", skipped: "gray" } as const;
const indent = 8;

/**
 * Checks as a table, and how many hold. What does not hold comes last, nearest to the prompt, since what is above
 * scrolls away; within the same result they are in the order of the apps.
 */
export function table(checks: readonly Checked[], options: TableOptions): string {
  const well = options.quiet ? [] : [...entries("ok", checks), ...notAsked(checks, options.verbose)];
  const wrong = [...entries("warning", checks), ...entries("error", checks)];
  const gap = well.length > 0 && wrong.length > 0 ? [""] : [];
  const lines = [...well.flatMap((one) => drawn(one, options)), ...gap];
  const found = wrong.flatMap((one) => drawn(one, options));
  return `${[...lines, ...found, summary(countsOf(checks))].join("\n")}\n`;
}

interface Entry {
  readonly status: Status;
  readonly title: string;
  readonly message: string;
  readonly hint?: string | undefined;
}

function entries(status: Status, checks: readonly Checked[]): Entry[] {
  return checks.filter((one) => one.status === status);
}

/** A server that is down leaves out all that is asked of it: once is enough. */
function notAsked(checks: readonly Checked[], verbose: boolean): Entry[] {
  const own = checks.filter(({ status }) => status === "skipped");
  if (verbose) return entries("skipped", own);
  return [...new Set(own.map(({ message }) => message))].flatMap((message): Entry[] => {
    const alike = own.filter((one) => one.message === message);
    if (alike.length === 1) return entries("skipped", alike);
    return [{ status: "skipped", title: `${alike.length} checks`, message, hint: alike[0]?.hint }];
  });
}

function drawn({ status, title, message, hint }: Entry, { color, columns }: TableOptions): string[] {
  const paint = (style: Parameters<typeof styleText>[0], word: string) =>
    color ? styleText(style, word, { validateStream: false }) : word;
  const left = " ".repeat(indent);
  const rows = (text: string, more = 0) => wrap(left + text, { columns, indent: indent + more });
  // On a screen a failure stands below the claim, which reads as if it held.
  const isApart = columns !== undefined && (status === "error" || status === "warning");
  const text = isApart ? [title, message] : [`${title}: ${message}`];
  const [first = "", ...rest] = text.flatMap((part) => rows(part));
  const [advice, ...more] = hint === undefined ? [] : rows(`hint: ${hint}`, "hint: ".length);
  return [
    `${paint(styles[status], status.padEnd(indent))}${first.slice(indent)}`,
    ...rest,
    ...(advice === undefined ? [] : [advice.replace("hint:", (word) => paint("cyan", word))]),
    ...more,
  ];
}
