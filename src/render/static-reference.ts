import { nearest } from "../nearest.ts";
import { isDefinition, unknownImport } from "./reference.ts";
import { newScope, type Scope } from "./scope.ts";
import { type Shape, shapeOf } from "./shape.ts";
import { type BlockSight, newCapture, report, type Sight } from "./sight.ts";
import { checkBody, checkStatements, define } from "./static-statement.ts";
import type { Statement, StatementOf } from "./tree.ts";

type Referring = StatementOf<"include" | "import" | "from" | "extends">;

/** The body of the template that another one uses; tells when it is unknown, or when it is already under way. */
function bodyOf(sight: Sight, s: Referring): readonly Statement[] | undefined {
  const found = sight.check.templates.get(s.template);
  sight.check.uses.add(s.template);
  if (!found) {
    const near = nearest(s.template, sight.check.templates.keys());
    const hint = near === undefined ? undefined : `did you mean \`${near}\`?`;
    report(sight, s.at, { code: "unknown-template", message: `no template \`${s.template}\``, hint });
  } else if (sight.within.includes(s.template)) {
    report(sight, s.at, { code: "include-cycle", message: `\`${s.template}\` ends up using itself` });
    return undefined;
  }
  return found?.body;
}

function enter(sight: Sight, template: string, home: Scope<Shape>): Sight {
  const within = [...sight.within, template];
  const { check, out } = sight;
  return { check, template, scope: home, home, out, blocks: new Map(), within };
}

export function checkInclude(sight: Sight, s: StatementOf<"include">): void {
  if (s.ignoreMissing && !sight.check.templates.has(s.template)) return;
  const body = bodyOf(sight, s);
  if (body) checkBody(enter(sight, s.template, newScope(sight.scope)), body);
}

function exportsOf(sight: Sight, s: StatementOf<"import" | "from">): ReadonlyMap<string, Shape> | undefined {
  const body = bodyOf(sight, s);
  if (!body) return undefined;
  const home = newScope(s.withContext ? sight.scope : undefined);
  checkBody({ ...enter(sight, s.template, home), out: newCapture() }, body);
  return new Map([...home.values].filter(([name]) => !name.startsWith("_")));
}

export function checkImport(sight: Sight, s: StatementOf<"import">): void {
  const fields = exportsOf(sight, s);
  define(sight, [s.as], fields ? shapeOf("namespace", undefined, { fields }) : shapeOf(undefined));
}

export function checkFrom(sight: Sight, s: StatementOf<"from">): void {
  const exported = exportsOf(sight, s);
  for (const { at, name, as } of s.names) {
    const shape = exported?.get(name);
    if (exported && !shape) report(sight, at, unknownImport(s.template, name, exported.keys()));
    define(sight, [as], shape ?? shapeOf(undefined));
  }
}

/** Whatever a child says outside its blocks is never printed, so it may not be there. */
export function checkExtends(sight: Sight, s: StatementOf<"extends">, body: readonly Statement[]): void {
  const parent = bodyOf(sight, s);
  for (const statement of body) {
    if (statement.kind === "block") addBlock(sight, statement);
    else if (isDefinition(statement)) checkStatements(sight, [statement]);
    else if (statement !== s && !(statement.kind === "text" && statement.text.trim() === "")) {
      const message = `this is never printed, since the template extends \`${s.template}\``;
      report(sight, statement.at, { code: "template-syntax", message, hint: "move it into a `block`" });
    }
  }
  const within = [...sight.within, s.template];
  if (parent) checkBody({ ...sight, template: s.template, within }, parent);
}

function addBlock(sight: Sight, s: StatementOf<"block">): void {
  const chain = sight.blocks.get(s.name) ?? [];
  sight.blocks.set(s.name, [...chain, { template: sight.template, body: s.body, home: sight.home }]);
}

export function checkBlock(sight: Sight, s: StatementOf<"block">): void {
  const own: BlockSight = { template: sight.template, body: s.body, home: sight.home };
  checkBodies(sight, [...(sight.blocks.get(s.name) ?? []), own]);
}

function checkBodies(sight: Sight, [body, ...rest]: readonly BlockSight[]): void {
  if (!body) return;
  const scope = newScope(sight.scope);
  const { template, home } = body;
  const inside: Sight = { ...sight, template, home, scope };
  const again = { checkSuper: () => checkBodies(sight, rest) };
  const { checkSuper: _, ...first } = inside;
  checkStatements(rest.length > 0 ? { ...first, ...again } : first, body.body);
}
