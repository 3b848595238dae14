import { hasErrors, type Outcome, type Problem, sortProblems } from "../problem.ts";
import { type CompiledTemplate, type CompiledTemplates, outputOf } from "./compiled.ts";
import { parseTemplate } from "./parse.ts";
import { type Checked, checkTemplate, type Variables } from "./static.ts";
import type { Template } from "./tree.ts";

/** Texts of templates by name: the path from the root of the templates, with `/`. */
export type Sources = ReadonlyMap<string, string>;
/** The variables that a template may read. */
export type VariablesFor = (template: string) => Variables;

/**
 * The text of an ES module whose export `templates` holds the compiled templates, for `compiledFrom`.
 * It needs no nunjucks at run time; a JSON string loads faster than the same data as code.
 */
export function compileTemplates(sources: Sources, variablesFor: VariablesFor): Outcome<string> {
  const { value, problems } = compileNow(sources, variablesFor);
  if (!value) return { value: undefined, problems };
  const json = JSON.stringify(JSON.stringify([...value.values()]));
  return { value: `export const templates = JSON.parse(${json});\n`, problems };
}

/**
 * Compiles templates, which replace those of the same name in `base`. Templates of `base` that use a replaced one are
 * checked again. Loads nunjucks: import this file lazily. Gives all problems of parseTemplate and checkTemplate, and
 * the warning `unused-template` for a partial that nothing uses, as its names cannot be checked.
 */
export function compileNow(
  sources: Sources,
  variablesFor: VariablesFor,
  base: CompiledTemplates = new Map(),
): Outcome<CompiledTemplates> {
  const parsed = [...sources].map(([name, text]) => parseTemplate(name, text));
  const syntax = parsed.flatMap(({ problems }) => problems);
  if (syntax.length > 0) return { value: undefined, problems: sortProblems(syntax) };
  const fresh = new Map(parsed.flatMap(({ value }) => (value ? [[value.name, value] as const] : [])));
  const all = new Map<string, Template>([...base, ...fresh]);
  const checked = new Map<string, Checked>();
  for (const name of all.keys()) {
    const output = outputOf(name);
    const isKept = !fresh.has(name) && !base.get(name)?.uses.some((used) => fresh.has(used));
    if (output !== undefined && !isKept)
      checked.set(name, checkTemplate(all, name, output, variablesFor(name)));
  }
  const found = [...checked.values()].flatMap(({ problems }) => problems);
  const problems = [...once(found), ...unused(fresh, checked, base)];
  const value = hasErrors(problems) ? undefined : collect(all, checked, base);
  return { value, problems: sortProblems(problems) };
}

/** A partial's problem shows up in every template that uses it; once is enough. */
function once(problems: readonly Problem[]): Problem[] {
  const key = ({ code, at }: Problem) => `${code} ${at?.file}:${at?.line}:${at?.column}`;
  return [...new Map(problems.map((problem) => [key(problem), problem])).values()];
}

function unused(
  fresh: Iterable<[string, Template]>,
  checked: ReadonlyMap<string, Checked>,
  base: CompiledTemplates,
): Problem[] {
  const used = new Set([...checked.values(), ...base.values()].flatMap(({ uses }) => [...uses]));
  return [...fresh].flatMap(([name]) => {
    if (outputOf(name) !== undefined || used.has(name)) return [];
    const message = "no template uses this one, so nothing in it is checked or rendered";
    return [
      { code: "unused-template", severity: "warning", message, at: { file: name, line: 1, column: 1 } },
    ];
  });
}

function collect(
  all: ReadonlyMap<string, Template>,
  checked: ReadonlyMap<string, Checked>,
  base: CompiledTemplates,
): CompiledTemplates {
  const compiled = [...all.values()].map(({ name, body }): CompiledTemplate => {
    const found = checked.get(name);
    if (!found) return { name, body, reads: base.get(name)?.reads ?? {}, uses: base.get(name)?.uses ?? [] };
    return { name, body, reads: Object.fromEntries(found.reads), uses: [...found.uses].sort() };
  });
  return new Map(
    compiled.sort((a, b) => (a.name < b.name ? -1 : 1)).map((template) => [template.name, template]),
  );
}
