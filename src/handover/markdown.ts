import { clean } from "../report/clean.ts";

/** A text as code within a line, whatever characters it holds. */
export function code(text: string): string {
  const shown = clean(text);
  const fence = fenceFor(shown, 1);
  const padding = /^`|`$|^ .* $/.test(shown) || shown === "" ? " " : "";
  return `${fence}${padding}${shown}${padding}${fence}`;
}

/** Markdown of several lines as one line, such as a description out of a schema. */
export function line(markdown: string): string {
  return clean(markdown.replaceAll(/\s+/g, " ").trim());
}

/** Lines of code; `language` is for colours, such as `sh` or `json`. */
export function block(language: string, text: string): string {
  const fence = fenceFor(text, 3);
  return `${fence}${language}\n${text.replace(/\n+$/, "")}\n${fence}`;
}

/** A numbered list; entries may have several paragraphs and blocks. */
export function numbered(items: readonly string[]): string {
  const lead = (index: number) => `${index + 1}. `;
  const isLoose = items.some((item) => item.includes("\n\n"));
  return items.map((item, index) => hanging(lead(index), item)).join(isLoose ? "\n\n" : "\n");
}

/** A list without numbers. */
export function bullets(items: readonly string[]): string {
  return items.map((item) => hanging("- ", item)).join("\n");
}

/** A table; cells are Markdown of one line. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [row(head), row(head.map(() => "---")), ...rows.map(row)].join("\n");
}

/** Paragraphs and blocks, one below the other. */
export function paragraphs(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== "").join("\n\n");
}

function hanging(lead: string, item: string): string {
  const indent = " ".repeat(lead.length);
  return lead + item.replaceAll(/\n(?=[^\n])/g, `\n${indent}`);
}

/** Longer than any run of backticks within. */
function fenceFor(text: string, least: number): string {
  const runs = [...text.matchAll(/`+/g)].map(([run]) => run.length);
  return "`".repeat(Math.max(least, ...runs.map((run) => run + 1)));
}
