import { listed } from "../problems.ts";
import type { Path, Value } from "../value.ts";
import { dotted, type Finding } from "./finding.ts";
import type { Schema } from "./schema.ts";
import { type Visit, validate } from "./validate.ts";

/** What `allOf`, `anyOf`, `oneOf` and `not` say; only schemas of users have them. */
export function alternativeFindings(value: Value, schema: Schema, visit: Visit, path: Path): Finding[] {
  const { allOf = [], anyOf, oneOf, not } = schema;
  const findings = allOf.flatMap((part) => validate(value, opened(part, visit), visit, path));
  const fits = (part: Schema): boolean => validate(value, opened(part, visit), visit, path).length === 0;
  if (anyOf && !anyOf.some(fits)) findings.push(noneFits(anyOf, path));
  const count = oneOf?.filter(fits).length ?? 1;
  if (oneOf && count === 0) findings.push(noneFits(oneOf, path));
  if (oneOf && count > 1)
    findings.push(alternative(path, "mixes forms that exclude each other", requiredOf(oneOf)));
  if (not && fits(not))
    findings.push(alternative(path, "has a form that is not allowed", "see the reference of this kind"));
  return findings;
}

/** A part without a type of its own only adds to what the schema around it says, so it knows no unknown fields. */
function opened(part: Schema, { resolve }: Visit): Schema {
  const found = part.$ref === undefined ? part : (resolve(part.$ref) ?? {});
  return found.type === undefined
    ? { ...found, additionalProperties: found.additionalProperties ?? true }
    : found;
}

function noneFits(parts: readonly Schema[], path: Path): Finding {
  return alternative(path, "has none of its possible forms", requiredOf(parts));
}

function requiredOf(parts: readonly Schema[]): string {
  const names = parts.flatMap(({ required }) => required ?? []);
  return names.length > 0 ? `write one of: ${listed(names, 12)}` : "see the reference of this kind";
}

function alternative(at: Path, what: string, hint: string): Finding {
  return { code: "value-not-allowed", at, message: `${dotted(at)} ${what}`, hint };
}
