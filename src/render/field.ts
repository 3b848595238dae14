import { nearest } from "../nearest.ts";
import { describe } from "./describe.ts";
import type { FaultDetail } from "./fault.ts";
import { type Frame, fail, isMacro, isNamespace } from "./frame.ts";
import { isPrinted } from "./printed.ts";
import type { ExpressionOf } from "./tree.ts";

/** Names that lead from a value into the workings of JavaScript. */
export const forbiddenFields: readonly string[] = ["constructor", "__proto__", "prototype"];

/** The problem of a field that leads out of the data. */
export function forbidden(name: string): FaultDetail {
  return { code: "forbidden-field", message: `\`${name}\` is not a field of a template's data` };
}

/** The own field, item or imported name that a key leads to. Anything that is not there is an error. */
export function readField(frame: Frame, e: ExpressionOf<"field">, of: unknown, key: unknown): unknown {
  const owner = describe(e.of);
  if (of === null) {
    const hint = `guard it with \`#% if ${owner} %#\``;
    return fail(frame, e.at, { code: "no-value", message: `\`${owner}\` has no value`, hint });
  }
  if (Array.isArray(of) && typeof key === "number") {
    const item: unknown = of[key];
    if (item !== undefined) return item;
    return fail(frame, e.at, { code: "unknown-field", message: `\`${owner}\` has no item ${key}` });
  }
  if (typeof key !== "string") return fail(frame, e.at, unknownField(owner, "that"));
  if (forbiddenFields.includes(key)) return fail(frame, e.at, forbidden(key));
  const value = ownFields(of)?.get(key);
  return value === undefined ? fail(frame, e.at, unknownField(owner, key, ownFields(of)?.keys())) : value;
}

/** The problem of a field that does not exist, with the nearest one that does. */
export function unknownField(owner: string, name: string, known: Iterable<string> = []): FaultDetail {
  const near = nearest(name, known);
  const hint = near === undefined ? lengthHint(owner, name) : `did you mean \`${near}\`?`;
  return { code: "unknown-field", message: `\`${owner}\` has no field \`${name}\``, hint };
}

function lengthHint(owner: string, name: string): string | undefined {
  return name === "length" ? `write \`${owner} | length\`` : undefined;
}

function ownFields(of: unknown): ReadonlyMap<string, unknown> | undefined {
  if (isNamespace(of)) return of.namespace;
  if (typeof of !== "object" || of === null || Array.isArray(of) || isPrinted(of) || isMacro(of))
    return undefined;
  return new Map(Object.entries(of));
}
