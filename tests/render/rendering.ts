import type { VariableType } from "../../src/app.ts";
import type { Problem } from "../../src/problem.ts";
import { compileNow } from "../../src/render/compile.ts";
import { renderTemplate } from "../../src/render/render.ts";
import type { KnownVariable } from "../../src/render/shape.ts";

/** Variables and the kinds that the schema would give them; names that end in `_key` are secrets. */
export function knownOf(context: Readonly<Record<string, unknown>>): ReadonlyMap<string, KnownVariable> {
  return new Map(
    Object.entries(context).map(([name, value]) => {
      const fields =
        name === "app" && typeof value === "object" && value !== null ? { fields: Object.keys(value) } : {};
      const type = value === null && name.endsWith("_list") ? "array" : typeOf(value);
      return [name, { type, secret: name.endsWith("_key"), ...fields }];
    }),
  );
}

function typeOf(value: unknown): VariableType {
  if (Array.isArray(value)) return "array";
  if (typeof value === "boolean" || typeof value === "number") return typeof value as "boolean" | "number";
  return typeof value === "object" && value !== null ? "object" : "string";
}

/** Template texts by name; a single text stands for `t.yaml.j2`. */
export type Texts = string | Readonly<Record<string, string>>;

export function sourcesOf(texts: Texts): ReadonlyMap<string, string> {
  return new Map(typeof texts === "string" ? [["t.yaml.j2", texts]] : Object.entries(texts));
}

export const brief = (problems: readonly Problem[]) =>
  problems.map(({ code, at }) => `${code} ${at?.file}:${at?.line}:${at?.column}`);

/** Compiles and renders the first of the templates: its text, or its problems. */
export function render(texts: Texts, context: Readonly<Record<string, unknown>> = {}): string | string[] {
  const sources = sourcesOf(texts);
  const compiled = compileNow(sources, () => knownOf(context));
  if (!compiled.value) return brief(compiled.problems);
  const [first = ""] = sources.keys();
  const { value, problems } = renderTemplate(compiled.value, first, context);
  return problems.length > 0 ? brief(problems) : (value?.text ?? "");
}
