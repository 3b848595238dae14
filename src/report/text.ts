import { styleText } from "node:util";
import type { Position, Problem, Severity } from "../problem.ts";
import { clean } from "./clean.ts";
import { excerpt } from "./excerpt.ts";
import { summary } from "./summary.ts";
import { wrap } from "./wrap.ts";

export interface TextOptions {
  readonly color: boolean;
  /** Characters of a row; undefined where lines may be of any length. */
  readonly columns?: number | undefined;
  /** The texts of the files that problems point into. */
  readonly sources?: ReadonlyMap<string, string>;
  /** Whether a line of a source may be shown; nothing is when this is absent, since a line may hold a secret. */
  readonly mayQuote?: (file: string, line: number) => boolean;
}

type Style = Parameters<typeof styleText>[0];
type Paint = (style: Style, text: string) => string;

const severityStyles: Readonly<Record<Severity, Style>> = {
  error: ["bold", "red"],
  warning: ["bold", "yellow"],
  note: ["bold", "cyan"],
};

/**
 * Prints problems for a person: place, message, source line with a caret, hint, and a count at the end. Nothing
 * for no problems. The first line of each is `file:line:column: severity: message`, which editors can jump to.
 */
export function formatProblems(problems: readonly Problem[], options: TextOptions): string {
  if (problems.length === 0) return "";
  const paint: Paint = options.color
    ? (style, text) => styleText(style, text, { validateStream: false })
    : (_, text) => text;
  const blocks = problems.map((problem) => formatProblem(problem, options, paint));
  return `${blocks.join("\n")}\n${paint("bold", summary(problems))}\n`;
}

function formatProblem(problem: Problem, options: TextOptions, paint: Paint): string {
  const { severity, message, hint, at, related = [] } = problem;
  const word = paint(severityStyles[severity], `${severity}:`);
  const told = (line: string) => wrap(line, { columns: options.columns, indent: 2 });
  const lines = told(`${place(at, paint)}${word} ${clean(message)}`);
  if (at) lines.push(...quote(at, options, paint));
  if (hint !== undefined) lines.push(...told(`  ${paint("cyan", "hint:")} ${clean(hint)}`));
  for (const other of related) lines.push(...told(`  ${place(other.at, paint)}${clean(other.message)}`));
  return `${lines.join("\n")}\n`;
}

function place(at: Position | undefined, paint: Paint): string {
  return at ? `${paint("bold", `${clean(at.file)}:${at.line}:${at.column}:`)} ` : "";
}

function quote(at: Position, { sources, mayQuote }: TextOptions, paint: Paint): string[] {
  const source = sources?.get(at.file);
  if (source === undefined || !mayQuote?.(at.file, at.line)) return [];
  return excerpt(source, at).map((line) => paint("dim", line));
}
