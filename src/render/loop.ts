import { describe, startOf } from "./describe.ts";
import { evaluate, noValue } from "./evaluate.ts";
import { type Frame, fail } from "./frame.ts";
import { isPrinted } from "./printed.ts";
import { runStatements } from "./run.ts";
import { newScope, type Scope } from "./scope.ts";
import type { StatementOf } from "./tree.ts";

/** Runs the body of a loop once for each item, with `loop` in its scope, or else the `else` body. */
export function runFor(frame: Frame, s: StatementOf<"for">): void {
  const items = itemsOf(frame, s);
  items.forEach((item, index) => {
    const scope = newScope(frame.scope, false);
    bindItem(frame, s, scope, item);
    scope.values.set("loop", loopOf(index, items.length));
    runStatements({ ...frame, scope }, s.body);
  });
  if (items.length === 0) runStatements(frame, s.empty);
}

/** Lists give their items; maps their keys, or pairs where the loop has two names. */
function itemsOf(frame: Frame, s: StatementOf<"for">): readonly unknown[] {
  const over = evaluate(frame, s.over);
  if (Array.isArray(over)) return over;
  if (over === null) return fail(frame, startOf(s.over), noValue(s.over));
  if (typeof over === "object" && !isPrinted(over))
    return s.names.length > 1 ? Object.entries(over) : Object.keys(over);
  return fail(frame, startOf(s.over), {
    code: "wrong-type",
    message: `\`${describe(s.over)}\` is not a list or a map`,
  });
}

function bindItem(frame: Frame, s: StatementOf<"for">, scope: Scope<unknown>, item: unknown): void {
  const [only, ...more] = s.names;
  if (only !== undefined && more.length === 0) scope.values.set(only, item);
  else if (Array.isArray(item) && item.length === s.names.length)
    for (const [at, name] of s.names.entries()) scope.values.set(name, item[at]);
  else
    fail(frame, startOf(s.over), {
      code: "wrong-type",
      message: `\`${describe(s.over)}\` has an item that is not ${s.names.length} values`,
    });
}

function loopOf(index: number, length: number): Readonly<Record<string, unknown>> {
  const ends = { first: index === 0, last: index === length - 1 };
  return {
    index: index + 1,
    index0: index,
    revindex: length - index,
    revindex0: length - index - 1,
    ...ends,
    length,
  };
}
