import { evaluate } from "./evaluate.ts";
import { deeper, type Frame, fail, type Macro, newMacro } from "./frame.ts";
import { newPrinted } from "./printed.ts";
import { runStatements } from "./run.ts";
import { newScope, type Scope } from "./scope.ts";
import type { Callback, Parameter, Place, StatementOf } from "./tree.ts";

/** A macro, or the body of a `call` block, that sees the names of `around`. */
export function newMacroOf(
  frame: Frame,
  name: string,
  definition: Callback | StatementOf<"macro">,
  around: Scope<unknown>,
): Macro {
  return newMacro(name, (from, at, args) => {
    const scope = newScope(around);
    const out = newPrinted();
    const inside: Frame = { ...frame, scope, out, depth: deeper(from, at).depth };
    const left = new Map(args.named);
    for (const [index, parameter] of definition.parameters.entries()) {
      const given = index < args.positional.length ? args.positional[index] : left.get(parameter.name);
      left.delete(parameter.name);
      const value = given === undefined ? fallbackOf(from, at, inside, name, parameter) : given;
      scope.values.set(parameter.name, value);
    }
    if (left.size > 0 || args.positional.length > definition.parameters.length) {
      fail(from, at, { code: "wrong-arguments", message: `\`${name}\` is given more than it takes` });
    }
    if (args.caller) scope.values.set("caller", args.caller);
    runStatements(inside, definition.body);
    return out;
  });
}

function fallbackOf(from: Frame, at: Place, inside: Frame, macro: string, parameter: Parameter): unknown {
  if (parameter.fallback) return evaluate(inside, parameter.fallback);
  const message = `\`${macro}\` needs \`${parameter.name}\``;
  return fail(from, at, { code: "wrong-arguments", message });
}
