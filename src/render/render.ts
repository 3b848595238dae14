import type { Files, RenderedFile } from "../files.ts";
import type { Outcome, Problem } from "../problem.ts";
import type { CompiledTemplates } from "./compiled.ts";
import { originsOf, type Printed } from "./printed.ts";
import { runTemplate } from "./run.ts";

/** One file to make. A known variable that is absent is null in the context. */
export interface RenderStep {
  readonly template: string;
  /** Relative to the root, with `/`. */
  readonly path: string;
  readonly context: Readonly<Record<string, unknown>>;
}

/**
 * The files that the templates print. A template that prints nothing but white space, comments and `---` makes no file.
 * Problems: those of the run (`no-value`, `wrong-type`, `unprintable-value`, …) at the place in the template that is
 * at fault, and `duplicate-output` where two steps make one file, also on a disk that ignores case.
 */
export function renderAll(templates: CompiledTemplates, plan: readonly RenderStep[]): Outcome<Files> {
  const files = new Map<string, RenderedFile>();
  const makers = new Map<string, string>();
  const problems: Problem[] = [];
  for (const { template, path, context } of plan) {
    const rendered = renderTemplate(templates, template, context);
    problems.push(...rendered.problems);
    if (!rendered.value) continue;
    const first = makers.get(path.toLowerCase());
    if (first === undefined) files.set(path, rendered.value);
    else problems.push(duplicate(path, first, template));
    makers.set(path.toLowerCase(), first ?? template);
  }
  return { value: problems.length > 0 ? undefined : files, problems };
}

/** What one template prints, or nothing, without a problem, for a template that prints nothing. */
export function renderTemplate(
  templates: CompiledTemplates,
  template: string,
  context: Readonly<Record<string, unknown>>,
): Outcome<RenderedFile> {
  if (!templates.has(template)) throw new Error(`no compiled template ${template}`);
  const { value, problems } = runTemplate(templates, template, context);
  return { value: value && finish(value), problems };
}

function finish(printed: Printed): RenderedFile | undefined {
  if (isNothing(printed.text)) return undefined;
  const text = `${printed.text.replace(/(\n[ \t]*)+$/, "")}\n`;
  const lines = text.split("\n").length - 1;
  return { text, origins: originsOf(printed).slice(0, lines) };
}

function isNothing(text: string): boolean {
  return text.split("\n").every((line) => /^\s*(#.*)?$|^---\s*(#.*)?$|^\.\.\.\s*$/.test(line));
}

function duplicate(path: string, first: string, second: string): Problem {
  const message = `two templates make \`${path}\``;
  const place = (file: string) => ({ file, line: 1, column: 1 });
  const related = [{ message: "the first one", at: place(first) }];
  return { code: "duplicate-output", severity: "error", message, at: place(second), related };
}
