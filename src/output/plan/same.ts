import { isDeepStrictEqual } from "node:util";
import { parseDocument } from "../../yaml-text.ts";

/** Equal as text, or for sealed files equal as YAML values: `sops edit` prints the same value in its own layout. */
export function sameContent(a: string, b: string, sealed: boolean): boolean {
  return a === b || (sealed && sameValue(a, b));
}

/** The first line, counted from 1, in which two texts differ. */
export function firstDifference(a: string, b: string): number {
  const [left, right] = [a.split("\n"), b.split("\n")];
  const index = left.findIndex((line, at) => line !== right[at]);
  return (index < 0 ? left.length : index) + 1;
}

function sameValue(a: string, b: string): boolean {
  const [left, right] = [parsed(a), parsed(b)];
  return left !== undefined && right !== undefined && isDeepStrictEqual(left.value, right.value);
}

function parsed(text: string): { readonly value: unknown } | undefined {
  const document = parseDocument(text, { logLevel: "error" });
  if (document.errors.length > 0) return undefined;
  try {
    return { value: document.toJS() };
  } catch {
    return undefined;
  }
}
