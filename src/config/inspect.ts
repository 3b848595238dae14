import type { Node } from "yaml";
import { isMap, isScalar, isSeq, type Scalar } from "yaml";
import type { Problem } from "../problem.ts";
import { type Context, placeOf, type Subject, subjectAt } from "./context.ts";
import { isAmbiguousNumber, isAmbiguousText } from "./habits.ts";
import { inspectLayout, type Remark } from "./layout.ts";
import type { Path } from "./positions.ts";
import { childSchema, type Schema } from "./schema.ts";

/**
 * Problems that JSON Schema cannot see: deprecated settings, white space around a text, line breaks in it, and
 * scalars that other YAML readers take for something else. Values at `wrong` have their problem already.
 */
export function inspectValues(context: Context, wrong: ReadonlySet<string>): Problem[] {
  const problems: Problem[] = [];
  const walk = (node: unknown, schema: Schema, path: Path) => {
    if (schema["x-deprecated"] !== undefined)
      problems.push(deprecated(context, schema["x-deprecated"], path));
    for (const [step, below] of entriesOf(node)) {
      const next = childSchema(context.root, schema, step);
      if (next) walk(below, next, [...path, step]);
    }
    if (!isScalar(node) || isReported(wrong, path)) return;
    const remark = inspectScalar(node, subjectAt(context, path));
    if (remark) problems.push(toProblem(context, path, remark));
  };
  walk(context.config.document.contents, context.root, []);
  return problems;
}

function entriesOf(node: unknown): [string | number, unknown][] {
  if (isSeq(node)) return node.items.map((item, index) => [index, item]);
  if (!isMap(node)) return [];
  return node.items.flatMap(({ key, value }) =>
    isScalar(key) ? [[String(key.value), value] as const] : [],
  ) as [string, Node | null][];
}

function isReported(wrong: ReadonlySet<string>, path: Path): boolean {
  return wrong.has(JSON.stringify(path));
}

function deprecated(context: Context, instead: string, path: Path): Problem {
  const { name } = subjectAt(context, path);
  const at = placeOf(context, path, "key");
  return {
    code: "deprecated-setting",
    severity: "warning",
    message: `${name} is deprecated`,
    hint: instead,
    at,
  };
}

function toProblem(context: Context, path: Path, { code, severity = "error", says, hint }: Remark): Problem {
  const { name } = subjectAt(context, path);
  return { code, severity, message: `${name} ${says}`, hint, at: placeOf(context, path) };
}

function inspectScalar(node: Scalar, subject: Subject): Remark | undefined {
  const { value } = node;
  const source = node.type === "PLAIN" ? (node.source ?? "") : undefined;
  if (typeof value === "number") return inspectNumber(value, source ?? "");
  if (typeof value !== "string") return undefined;
  const unfit = uncarried.find(({ pattern }) => pattern.test(value));
  if (unfit) return unfit.remark;
  return inspectLayout(value, subject) ?? (source === undefined ? undefined : inspectPlain(source));
}

/** Characters that get lost, or stop a pod, wherever a text with them ends up. */
const uncarried: readonly { readonly pattern: RegExp; readonly remark: Remark }[] = [
  {
    pattern: /\p{Cs}/u,
    remark: {
      code: "not-unicode",
      says: "holds half of a surrogate pair, which no encoding can carry",
      hint: "write the whole character instead of its \\u escapes",
    },
  },
  {
    pattern: /\0/,
    remark: {
      code: "nul-character",
      says: "holds NUL, which neither an environment variable nor PostgreSQL takes",
      hint: "remove the escape \\0",
    },
  },
];

function inspectNumber(value: number, source: string): Remark | undefined {
  if (isAmbiguousNumber(source)) {
    return {
      code: "ambiguous-number",
      says: "begins with a zero: octal to readers of YAML 1.1, decimal to those of YAML 1.2",
      hint: "write it without the zero, in octal as 0o17, or in quotes if it is a text",
    };
  }
  if (!Number.isInteger(value) || Number.isSafeInteger(value)) return undefined;
  return {
    code: "too-large",
    says: "is too large for a whole number",
    hint: "put it in quotes if it is a text",
  };
}

function inspectPlain(source: string): Remark | undefined {
  if (isAmbiguousText(source)) {
    return {
      code: "ambiguous-text",
      severity: "warning",
      says: "is a text here, but a date or a number to sops and other readers of YAML 1.1",
      hint: "put it in quotes",
    };
  }
  if (!/^[“”„‟‘’«»]/.test(source)) return undefined;
  return {
    code: "typographic-quotes",
    severity: "warning",
    says: "begins with a typographic quote, which is a part of the value",
    hint: `use ' or " for quotes`,
  };
}
