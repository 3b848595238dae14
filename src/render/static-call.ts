import { nearest } from "../nearest.ts";
import { describe } from "./describe.ts";
import { lookUp, newScope, type Scope } from "./scope.ts";
import { type MacroShape, type Shape, shapeOf, unite } from "./shape.ts";
import { newCapture, report, type Sight } from "./sight.ts";
import { checkExpression } from "./static-expression.ts";
import { checkStatements } from "./static-statement.ts";
import type { Arguments, ExpressionOf } from "./tree.ts";

/** Functions that nunjucks would offer; templates of ours have none but macros. */
const absent = new Map([
  ["range", "loop over a list of the context"],
  ["cycler", "use `loop.index0 % 2`"],
  ["joiner", 'use `| join(", ")` or `loop.last`'],
  ["super", "use it inside a `block` that another template defines too"],
  ["caller", "use it inside a macro that is called by a `call` block"],
]);

/** What a call prints: a macro's body is checked anew for the arguments of each call. */
export function checkCall(sight: Sight, e: ExpressionOf<"call">): Shape {
  const positional = e.args.positional.map((value) => checkExpression(sight, value));
  const named = new Map(e.args.named.map(({ name, value }) => [name, checkExpression(sight, value)]));
  const secrets = unite(...[...positional, ...named.values()].map((shape) => shape.secrets));
  if (e.callee.kind === "name" && e.callee.name === "super" && sight.checkSuper) {
    sight.checkSuper();
    return shapeOf("text", secrets);
  }
  const callee = calleeOf(sight, e);
  if (!callee) return shapeOf(undefined, secrets);
  if (!callee.macro) return shapeOf("text", secrets);
  checkGiven(sight, e, callee.macro);
  const given = bind(callee.macro, positional, named);
  if (e.caller) given.set("caller", shapeOf("macro", undefined, { macro: callerOf(sight, e.caller) }));
  return checkMacro(sight, callee.macro, given, secrets);
}

function callerOf(sight: Sight, caller: NonNullable<ExpressionOf<"call">["caller"]>): MacroShape {
  const { parameters, body } = caller;
  return {
    name: "caller",
    template: sight.template,
    parameters,
    body,
    around: sight.scope,
    home: sight.home,
  };
}

function calleeOf(sight: Sight, e: ExpressionOf<"call">): Shape | undefined {
  const { callee } = e;
  const unknown = callee.kind === "name" && lookUp(sight.scope, callee.name) === undefined;
  const shape = unknown ? undefined : checkExpression(sight, callee);
  if (shape?.kinds.has("macro") || shape?.kinds.size === 0) return shape;
  const name = describe(callee);
  const near = nearest(name, macroNames(sight.scope));
  const hint = absent.get(name) ?? (near === undefined ? undefined : `did you mean \`${near}\`?`);
  const message = unknown ? `unknown function \`${name}\`` : `\`${name}\` is not a macro`;
  report(sight, e.at, { code: "unknown-function", message, hint });
  return undefined;
}

function* macroNames(scope: Scope<Shape>): Generator<string> {
  for (let at: Scope<Shape> | undefined = scope; at; at = at.parent) {
    for (const [name, shape] of at.values) if (shape.kinds.has("macro")) yield name;
  }
}

function checkGiven(sight: Sight, e: ExpressionOf<"call">, macro: MacroShape): void {
  const problem = mismatch(e.args, macro);
  if (problem !== undefined)
    report(sight, e.at, { code: "wrong-arguments", message: `\`${macro.name}\` ${problem}` });
}

function mismatch(args: Arguments, { parameters }: MacroShape): string | undefined {
  if (args.positional.length > parameters.length) return `takes ${parameters.length} arguments`;
  const stray = args.named.find(({ name }) => !parameters.some((parameter) => parameter.name === name));
  if (stray) return `has no parameter \`${stray.name}\``;
  const missing = parameters.find(({ name, fallback }, index) => {
    return !fallback && index >= args.positional.length && !args.named.some((given) => given.name === name);
  });
  return missing && `needs \`${missing.name}\``;
}

function bind(
  macro: MacroShape,
  positional: readonly Shape[],
  named: ReadonlyMap<string, Shape>,
): Map<string, Shape> {
  const given = macro.parameters.flatMap(({ name }, index): [string, Shape][] => {
    const shape = positional[index] ?? named.get(name);
    return shape ? [[name, shape]] : [];
  });
  return new Map(given);
}

/** Checks a macro's body with these arguments; gives what it prints. A macro inside itself prints its arguments. */
export function checkMacro(
  sight: Sight,
  macro: MacroShape,
  given: ReadonlyMap<string, Shape>,
  secrets: ReadonlySet<string>,
): Shape {
  const seen = sight.check.macros.get(macro.body);
  if (seen) seen.called = true;
  const depth = sight.within.filter((one) => one === macro.body).length;
  if (depth > 1) return shapeOf("text", secrets);
  const scope = newScope(macro.around);
  const out = newCapture();
  const within = [...sight.within, macro.body];
  const { template, home } = macro;
  const inside: Sight = { check: sight.check, template, scope, home, out, blocks: sight.blocks, within };
  for (const [name, shape] of given) scope.values.set(name, shape);
  for (const { name, fallback } of macro.parameters) {
    if (given.has(name)) continue;
    scope.values.set(name, fallback ? checkExpression(inside, fallback) : shapeOf(undefined));
  }
  checkStatements(inside, macro.body);
  return shapeOf("text", out.secrets);
}

/** Checks the macros that nothing calls, so that what is wrong inside them shows. */
export function checkUncalled(sight: Sight): void {
  for (const seen of sight.check.macros.values()) {
    if (seen.called) continue;
    const given = new Map(seen.macro.parameters.map(({ name }) => [name, shapeOf("any")]));
    checkMacro(sight, seen.macro, given.set("caller", shapeOf("macro")), new Set());
  }
}
