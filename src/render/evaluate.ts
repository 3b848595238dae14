import { nearest } from "../nearest.ts";
import { conditions, isTrue } from "./conditions.ts";
import { describe, startOf } from "./describe.ts";
import { Fault } from "./fault.ts";
import { readField } from "./field.ts";
import { FilterError, filters } from "./filters.ts";
import { type CallArguments, type Frame, fail, failed, isMacro } from "./frame.ts";
import { newMacroOf } from "./macro.ts";
import { compare, isIn, operate } from "./operate.ts";
import { newPrinted } from "./printed.ts";
import { runStatements } from "./run.ts";
import { lookUp, namesIn } from "./scope.ts";
import type { Expression, ExpressionOf } from "./tree.ts";
import { UnprintableValue } from "./yaml-scalar.ts";

/** What an expression stands for. Fails, with a Fault, for everything that nunjucks would pass over in silence. */
export function evaluate(frame: Frame, e: Expression): unknown {
  switch (e.kind) {
    case "literal":
      return e.value;
    case "name":
      return readName(frame, e);
    case "field":
      return readField(frame, e, evaluate(frame, e.of), evaluate(frame, e.key));
    case "call":
      return call(frame, e);
    case "filter":
      return filter(frame, e);
    case "test":
      return test(frame, e);
    case "list":
      return e.items.map((item) => evaluate(frame, item));
    case "map":
      return Object.fromEntries(e.entries.map(({ key, value }) => [key, evaluate(frame, value)]));
    case "capture":
      return capture(frame, e);
    default:
      return evaluateOperator(frame, e);
  }
}

type Operator = ExpressionOf<"unary" | "binary" | "compare" | "choice">;

function evaluateOperator(frame: Frame, e: Operator): unknown {
  if (e.kind === "binary") return binary(frame, e);
  if (e.kind === "compare") return comparison(frame, e);
  if (e.kind === "choice") {
    if (isTrue(evaluate(frame, e.condition))) return evaluate(frame, e.yes);
    return e.no ? evaluate(frame, e.no) : newPrinted();
  }
  const value = evaluate(frame, e.of);
  if (e.sign === "not") return !isTrue(value);
  if (typeof value !== "number") return fail(frame, e.at, wrongType(`\`${describe(e.of)}\` is not a number`));
  return e.sign === "-" ? -value : value;
}

function wrongType(message: string, hint?: string) {
  return { code: "wrong-type", message, hint };
}

function readName(frame: Frame, e: ExpressionOf<"name">): unknown {
  const value = lookUp(frame.scope, e.name);
  if (value === failed) throw new Fault(undefined);
  if (value !== undefined) return value;
  const near = nearest(e.name, namesIn(frame.scope));
  const hint = near === undefined ? "set it before it is read" : `did you mean \`${near}\`?`;
  return fail(frame, e.at, { code: "unknown-variable", message: `\`${e.name}\` is not set here`, hint });
}

function call(frame: Frame, e: ExpressionOf<"call">): unknown {
  if (e.callee.kind === "name" && e.callee.name === "super" && frame.printSuper) return frame.printSuper();
  const callee = evaluate(frame, e.callee);
  const called = `\`${describe(e.callee)}\``;
  if (!isMacro(callee)) {
    return fail(frame, e.at, { code: "unknown-function", message: `${called} is not a macro` });
  }
  const positional = e.args.positional.map((value) => evaluate(frame, value));
  const named = new Map(e.args.named.map(({ name, value }) => [name, evaluate(frame, value)]));
  const caller = e.caller && newMacroOf(frame, "caller", e.caller, frame.scope);
  return callee.call(frame, e.at, { positional, named, caller } satisfies CallArguments);
}

function filter(frame: Frame, e: ExpressionOf<"filter">): unknown {
  const found = filters.get(e.name);
  if (!found) return fail(frame, e.at, { code: "unknown-filter", message: `unknown filter \`${e.name}\`` });
  const input = evaluate(frame, e.input);
  if (input === null) return fail(frame, startOf(e.input), noValue(e.input));
  const named = new Map(e.args.named.map(({ name, value }) => [name, value]));
  const args = found.parameters.map((name, index) => {
    const given = e.args.positional[index] ?? named.get(name);
    return given && evaluate(frame, given);
  });
  try {
    return found.run(input, ...args);
  } catch (error) {
    return fail(frame, e.at, filterProblem(e, error));
  }
}

function filterProblem(e: ExpressionOf<"filter">, error: unknown) {
  if (error instanceof FilterError)
    return wrongType(`\`${describe(e.input)} | ${e.name}\`: ${error.message}`);
  if (!(error instanceof UnprintableValue)) throw error;
  const where = error.path.map((key) => (typeof key === "number" ? `[${key}]` : `.${key}`)).join("");
  const place = where.replace(/[^\w.[\]-]+/g, "…").slice(0, 80);
  return { code: "unprintable-value", message: `\`${describe(e.input)}\`${place} ${error.message}` };
}

/** The problem of printing or filtering a setting that is absent. */
export function noValue(e: Expression) {
  const name = describe(e);
  return {
    code: "no-value",
    message: `\`${name}\` has no value`,
    hint: `guard it with \`#% if ${name} %#\``,
  };
}

function test(frame: Frame, e: ExpressionOf<"test">): boolean {
  const found = conditions.get(e.name);
  if (!found) return fail(frame, e.at, { code: "unknown-test", message: `unknown test \`${e.name}\`` });
  const argument = e.args.positional[0];
  return found.run(evaluate(frame, e.input), argument && evaluate(frame, argument));
}

function capture(frame: Frame, e: ExpressionOf<"capture">): unknown {
  const out = newPrinted();
  runStatements({ ...frame, out }, e.body);
  return out;
}

function binary(frame: Frame, e: ExpressionOf<"binary">): unknown {
  const left = evaluate(frame, e.left);
  if (e.sign === "and") return isTrue(left) ? evaluate(frame, e.right) : left;
  if (e.sign === "or") return isTrue(left) ? left : evaluate(frame, e.right);
  const right = evaluate(frame, e.right);
  const result = e.sign === "in" ? isIn(left, right) : operate(e.sign, left, right);
  if (result !== undefined) return result;
  for (const [side, value] of [[e.left, left] as const, [e.right, right] as const]) {
    if (value === null) return fail(frame, startOf(side), noValue(side));
  }
  return fail(frame, e.at, wrongType(`\`${describe(e)}\`: the two sides do not suit \`${e.sign}\``));
}

function comparison(frame: Frame, e: ExpressionOf<"compare">): boolean {
  let left = evaluate(frame, e.first);
  for (const { sign, value } of e.rest) {
    const right = evaluate(frame, value);
    const result = compare(sign, left, right);
    if (result === undefined) return fail(frame, e.at, wrongType(`\`${describe(e)}\`: these have no order`));
    if (!result) return false;
    left = right;
  }
  return true;
}
