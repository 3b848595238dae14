import { nearest } from "../nearest.ts";
import { type BlockBody, deeper, type Frame, fail } from "./frame.ts";
import { newPrinted, type Printed } from "./printed.ts";
import { runBody, runStatements } from "./run.ts";
import { newScope, type Scope, targetOf } from "./scope.ts";
import type { Place, Statement, StatementOf } from "./tree.ts";

type Referring = StatementOf<"include" | "import" | "from" | "extends">;

function bodyOf(frame: Frame, s: Referring): readonly Statement[] {
  const found = frame.rendering.templates.get(s.template);
  if (found) return found.body;
  return fail(frame, s.at, { code: "unknown-template", message: `no template \`${s.template}\`` });
}

/** Prints another template, which sees all names of this place; what it sets stays inside it. */
export function runInclude(frame: Frame, s: StatementOf<"include">): void {
  if (s.ignoreMissing && !frame.rendering.templates.has(s.template)) return;
  const scope = newScope(frame.scope);
  runBody({ ...frame, template: s.template, scope, home: scope, blocks: new Map() }, bodyOf(frame, s));
}

/** The names that a template defines at its top; those that begin with an underscore are its own. */
function exportsOf(frame: Frame, s: StatementOf<"import" | "from">): ReadonlyMap<string, unknown> {
  const home = newScope(s.withContext ? frame.scope : undefined);
  const inside = { ...frame, template: s.template, scope: home, home, blocks: new Map(), out: newPrinted() };
  runBody(inside, bodyOf(frame, s));
  return new Map([...home.values].filter(([name]) => !name.startsWith("_")));
}

export function runImport(frame: Frame, s: StatementOf<"import">): void {
  targetOf(frame.scope, s.as).values.set(s.as, { namespace: exportsOf(frame, s) });
}

export function runFrom(frame: Frame, s: StatementOf<"from">): void {
  const exported = exportsOf(frame, s);
  for (const { at, name, as } of s.names) {
    const value = exported.get(name);
    if (value === undefined) fail(frame, at, unknownImport(s.template, name, exported.keys()));
    else targetOf(frame.scope, as).values.set(as, value);
  }
}

/** The problem of a name that another template does not define. */
export function unknownImport(template: string, name: string, known: Iterable<string>) {
  const near = nearest(name, known);
  const hint = near === undefined ? undefined : `did you mean \`${near}\`?`;
  return { code: "unknown-import", message: `\`${template}\` does not define \`${name}\``, hint };
}

/** Lets the parent print, with this template's blocks in place of its own. */
export function runExtends(frame: Frame, s: StatementOf<"extends">, body: readonly Statement[]): void {
  const parent = bodyOf(frame, s);
  for (const statement of body) {
    if (statement.kind === "block") addBlock(frame, statement);
    else if (isDefinition(statement)) runStatements({ ...frame, out: newPrinted() }, [statement]);
  }
  runBody({ ...deeper(frame, s.at), template: s.template }, parent);
}

/** What a template that extends another may do besides filling blocks. */
export function isDefinition(s: Statement): boolean {
  return ["set", "macro", "import", "from"].includes(s.kind);
}

function addBlock(frame: Frame, s: StatementOf<"block">): void {
  const chain = frame.blocks.get(s.name) ?? [];
  frame.blocks.set(s.name, [...chain, { template: frame.template, body: s.body, home: frame.home }]);
}

/** What a block prints: the body that the furthest child gave it, which can print the next one by `super()`. */
export function printBlock(frame: Frame, s: StatementOf<"block">): Printed {
  const own: BlockBody = { template: frame.template, body: s.body, home: frame.home };
  return printBodies(frame, s.at, [...(frame.blocks.get(s.name) ?? []), own], frame.scope);
}

function printBodies(frame: Frame, at: Place, chain: readonly BlockBody[], around: Scope<unknown>): Printed {
  const [body, ...rest] = chain;
  const out = newPrinted();
  if (!body) return fail(frame, at, { code: "unknown-function", message: "there is no block for `super()`" });
  const scope = newScope(around);
  const printSuper = () => printBodies(inside, at, rest, around);
  const inside: Frame = {
    ...deeper(frame, at),
    template: body.template,
    scope,
    home: body.home,
    out,
    printSuper,
  };
  runStatements(inside, body.body);
  return out;
}
