import { isSealedPath } from "../files.ts";
import type { Position, Problem } from "../problem.ts";
import { newScope } from "./scope.ts";
import { type KnownVariable, type Shape, shapeOfVariable } from "./shape.ts";
import type { Check, Sight } from "./sight.ts";
import { checkUncalled } from "./static-call.ts";
import { checkBody } from "./static-statement.ts";
import type { Template } from "./tree.ts";

export type Variables = ReadonlyMap<string, KnownVariable>;

/** What the static check of one template found. */
export interface Checked {
  readonly problems: readonly Problem[];
  /** The variables that it reads, also through includes, imports and macros, with every place. */
  readonly reads: ReadonlyMap<string, readonly Position[]>;
  /** The names of all other templates that it uses, whether they exist or not. */
  readonly uses: ReadonlySet<string>;
}

/**
 * Checks a template, and all that it uses, before anything is rendered: unknown names, fields, filters, tests,
 * functions and templates; strings printed without `| yaml`; secrets printed into an `output` that is not sealed.
 * Problems: `unknown-variable`, `unknown-field`, `unknown-filter`, `unknown-test`, `unknown-function`,
 * `unknown-template`, `unknown-import`, `forbidden-field`, `include-cycle`, `unquoted-string`, `glued-value`,
 * `secret-in-clear`, `wrong-arguments`, `wrong-type`, `template-syntax`.
 */
export function checkTemplate(
  templates: ReadonlyMap<string, Template>,
  name: string,
  output: string,
  variables: Variables,
): Checked {
  const root = newScope<Shape>(undefined);
  for (const [variable, known] of variables) root.values.set(variable, shapeOfVariable(variable, known));
  const check: Check = {
    ...{ templates, variables, root, sealed: isSealedPath(output), changed: false },
    ...{ problems: new Map(), reads: new Map(), macros: new Map(), uses: new Set<string>() },
  };
  const home = newScope(root);
  const out = { secrets: new Set<string>(), file: true };
  const sight: Sight = { check, template: name, scope: home, home, out, blocks: new Map(), within: [name] };
  checkBody(sight, templates.get(name)?.body ?? []);
  checkUncalled(sight);
  const reads = [...check.reads].map(([variable, places]) => [variable, [...places.values()]] as const);
  return { problems: [...check.problems.values()], reads: new Map(reads), uses: check.uses };
}
