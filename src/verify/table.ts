import { styleText } from "node:util";
import type { Checked } from "./check.ts";
import { countsOf, summary } from "./count.ts";

const colours = { ok: "green", warning: "yellow", error: "red", skipped: "gray" } as const;

/** Checks as a table, app by app, and how many hold; a quiet one leaves out what is well. */
export function table(
  checks: readonly Checked[],
  { color, quiet }: { color: boolean; quiet: boolean },
): string {
  const shown = quiet ? checks.filter(({ status }) => status === "error" || status === "warning") : checks;
  const width = Math.max(0, ...shown.map(({ title }) => title.length));
  const lines = shown.flatMap(({ status, title, message, hint }) => {
    const word = status.padEnd(8);
    const painted = color ? styleText(colours[status], word, { validateStream: false }) : word;
    return [
      `${painted}${title.padEnd(width)}  ${message}`.trimEnd(),
      ...(hint === undefined ? [] : [`        hint: ${hint}`]),
    ];
  });
  return `${[...lines, summary(countsOf(checks))].join("\n")}\n`;
}
