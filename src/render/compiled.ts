import type { Position } from "../problem.ts";
import type { Template } from "./tree.ts";

/** A template that passed the static check. Plain data: the same whether it was made at build time or just now. */
export interface CompiledTemplate extends Template {
  /** The variables that it reads, with every place; empty for a partial, whose reads count for those that use it. */
  readonly reads: Readonly<Record<string, readonly Position[]>>;
  /** The other templates that it uses. */
  readonly uses: readonly string[];
}

/** Compiled templates by name. */
export type CompiledTemplates = ReadonlyMap<string, CompiledTemplate>;

/** The templates out of the `templates` that a generated module exports (see compileTemplates). */
export function compiledFrom(templates: readonly CompiledTemplate[]): CompiledTemplates {
  return new Map(templates.map((template) => [template.name, template]));
}

/**
 * The name of the file that a template prints, its own without `.j2`; undefined for a partial, which only others use:
 * its file name begins with an underscore or holds `.partial.`.
 */
export function outputOf(name: string): string | undefined {
  const base = name.slice(name.lastIndexOf("/") + 1);
  return base.startsWith("_") || base.includes(".partial.") ? undefined : name.replace(/\.j2$/, "");
}
