import { nearest } from "../nearest.ts";
import type { Problem } from "../problem.ts";
import { type Context, placeOf, type Subject } from "./context.ts";
import { formats } from "./formats.ts";
import { counted, describe, listed, quoted } from "./found.ts";
import { typeHint } from "./habits.ts";
import { surroundingSpace } from "./layout.ts";
import { exampleOf } from "./missing.ts";

/** One error of ajv, as the compiled validator reports it. */
export interface Violation {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** Set on errors about the name itself, below `propertyNames`. */
  readonly propertyName?: string;
}

interface Verdict {
  readonly code: string;
  /** Completes "<setting> …". */
  readonly says: string;
  readonly hint: string;
}

/** Which of several violations by one value is the one that a person must hear first. */
const order = ["type", "const", "enum", "minLength", "format", "pattern"];

/** The rank of a keyword: violations of a type or a fixed value make all others pointless. */
export function rankOf(keyword: string): number {
  const rank = order.indexOf(keyword);
  return rank < 0 ? order.length : rank;
}

/** Explains a value that does not fit its schema; of a secret, only length and type are told. */
export function wrongValue(context: Context, subject: Subject, violation: Violation): Problem {
  const { code, says, hint } = isNothing(subject) ? empty(subject) : judge(subject, violation);
  const message = `${subject.name || "the file"} ${says}`;
  return { code, severity: "error", message, hint, at: placeOf(context, subject.path) };
}

function isNothing({ value }: Subject): boolean {
  return value === null || value === "";
}

function empty({ value, source, schema, secret }: Subject): Verdict {
  const written = source ? ` (${source} means no value)` : "";
  const says = value === "" ? "is an empty text" : `has no value${written}`;
  if (schema["x-generate"] !== undefined) {
    return { code: "empty-value", says, hint: "run clusterloom secrets generate, which makes a value" };
  }
  const example = exampleOf(schema, secret);
  const hint =
    example === undefined
      ? "write a value, or remove the line"
      : `write a value such as ${example}, or remove the line`;
  return { code: "empty-value", says, hint };
}

function judge(subject: Subject, violation: Violation): Verdict {
  const space = /^(?:enum|const|format|pattern)$/.test(violation.keyword)
    ? surroundingSpace(subject)
    : undefined;
  if (space) return space;
  const verdict = verdicts[violation.keyword];
  return verdict ? verdict(subject, violation.params) : otherwise(subject);
}

type Judge = (subject: Subject, params: Violation["params"]) => Verdict;

const verdicts: Readonly<Record<string, Judge>> = {
  type: wrongType,
  enum: (subject, params) => notAllowed(subject, (params.allowedValues as unknown[] | undefined) ?? []),
  const: (subject, params) => notAllowed(subject, [params.allowedValue]),
  format: wrongFormat,
  pattern: wrongPattern,
  minLength: (subject, params) => wrongLength(subject, `at least ${params.limit}`, "too-short"),
  maxLength: (subject, params) => wrongLength(subject, `at most ${params.limit}`, "too-long"),
  minimum: (subject, params) => outOfBounds(subject, `at least ${params.limit}`, "too-small"),
  maximum: (subject, params) => outOfBounds(subject, `at most ${params.limit}`, "too-large"),
  exclusiveMinimum: (subject, params) => outOfBounds(subject, `more than ${params.limit}`, "too-small"),
  exclusiveMaximum: (subject, params) => outOfBounds(subject, `less than ${params.limit}`, "too-large"),
  multipleOf: (subject, params) =>
    outOfBounds(subject, `a multiple of ${params.multipleOf}`, "not-a-multiple"),
  minItems: (subject, params) => wrongCount(subject, `at least ${params.limit}`, "too-few"),
  maxItems: (subject, params) => wrongCount(subject, `at most ${params.limit}`, "too-many"),
  minProperties: (subject, params) => wrongCount(subject, `at least ${params.limit}`, "too-few"),
  maxProperties: (subject, params) => wrongCount(subject, `at most ${params.limit}`, "too-many"),
  uniqueItems: (_, params) => ({
    code: "not-unique",
    says: `has the same item twice: numbers ${Number(params.j) + 1} and ${Number(params.i) + 1}`,
    hint: "remove one of them",
  }),
};

const typeWords: Readonly<Record<string, string>> = {
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
  string: "a text",
  array: "a list",
  object: "a map",
};

function wrongType(subject: Subject, params: Violation["params"]): Verdict {
  const { value, source, plain, secret } = subject;
  const wanted = [params.type].flat().map(String);
  // A scalar in the place of a list or map may be anything, such as the value of a secret indented wrongly.
  const hidden = secret || wanted.every((type) => type === "object" || type === "array");
  const words = wanted.filter((type) => type !== "null").map((type) => typeWords[type] ?? type);
  return {
    code: "wrong-type",
    says: `must be ${listed(words)}, found ${describe(value, hidden, source)}`,
    hint: typeHint({ wanted, value, source, plain }),
  };
}

function notAllowed({ value, secret }: Subject, allowed: readonly unknown[]): Verdict {
  const near = nearestText(value, allowed);
  const says = `cannot be ${describe(value, secret)}`;
  const choices = secret ? "one of the allowed values" : listed(allowed);
  const hint =
    near !== undefined && !secret
      ? `did you mean ${near}; allowed are ${listed(allowed, "and")}`
      : `write ${choices}`;
  return { code: "not-allowed", says, hint };
}

function nearestText(value: unknown, allowed: readonly unknown[]): string | undefined {
  const texts = allowed.filter((item) => typeof item === "string");
  return typeof value === "string" && allowed.length > 1 ? nearest(value.trim(), texts) : undefined;
}

function wrongFormat({ value, secret, schema }: Subject, params: Violation["params"]): Verdict {
  const format = String(params.format);
  const found = typeof value === "string" ? formats[format]?.(value) : undefined;
  const example = exampleOf(schema, secret);
  const inWords = schema["x-hint"] ?? schema["x-pattern-hint"];
  const usual =
    inWords ?? (example === undefined ? `write a valid ${format}` : `write a value such as ${example}`);
  if (secret || !found) return { code: "wrong-format", says: `is not a valid ${format}`, hint: usual };
  return { code: "wrong-format", says: `${found.message}: ${quoted(String(value))}`, hint: found.hint };
}

function wrongPattern({ value, secret, schema }: Subject, params: Violation["params"]): Verdict {
  const words = schema["x-pattern-hint"] ?? schema["x-hint"];
  const example = exampleOf(schema, secret);
  const usual =
    example === undefined
      ? `write a text that matches ${params.pattern}`
      : `write a value such as ${example}`;
  const says = `does not have the right form: ${describe(value, secret)}`;
  return { code: "wrong-pattern", says, hint: words ?? usual };
}

function wrongLength(subject: Subject, limit: string, code: string): Verdict {
  const { value, schema } = subject;
  const long = counted([...String(value)].length, "character");
  const makes = schema["x-generate"] !== undefined && code === "too-short";
  const generate = "remove it and run clusterloom secrets generate, which makes a good one";
  return {
    code,
    says: `is ${long} long and must have ${limit}`,
    hint: makes ? generate : `write ${limit} characters`,
  };
}

function outOfBounds({ value, secret }: Subject, limit: string, code: string): Verdict {
  const found = secret ? "" : `, found ${String(value)}`;
  return {
    code,
    says: `must be ${limit}${found}`,
    hint: `write ${limit.startsWith("a ") ? limit : `a number of ${limit}`}`,
  };
}

function wrongCount({ value }: Subject, limit: string, code: string): Verdict {
  const count = Array.isArray(value) ? value.length : Object.keys((value as object | null) ?? {}).length;
  const says = `has ${counted(count, "entry").replace("entrys", "entries")} and must have ${limit}`;
  return { code, says, hint: code === "too-few" ? "add what is missing" : "remove some" };
}

function otherwise({ schema }: Subject): Verdict {
  const hint = schema["x-hint"] ?? "see its description in the schema";
  return { code: "wrong-value", says: "is not allowed as it is", hint };
}
