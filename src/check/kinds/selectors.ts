import type { Problem } from "../../problem.ts";
import { get, isMapping, list, type Path, type Value } from "../value.ts";
import type { Subject } from "./kind.ts";
import { labelProblems } from "./labels.ts";

/**
 * Label selectors, wherever a kind has one: an operator with the values that it needs. Gives `selector-values`,
 * `selector-operator` and `label-syntax`.
 */
export function checkSelectors(subject: Subject): Problem[] {
  const problems: Problem[] = [];
  visit(subject, subject.spec ?? null, ["spec"], problems);
  return problems;
}

/** What a chart or an operator reads is another language. */
const ELSEWHERE: ReadonlySet<string> = new Set(["values", "valuesFrom", "patches"]);

/** Groups whose labels the API server judges; those of an operator may write them in another way. */
const OWN: ReadonlySet<string> = new Set(["apps", "batch", "networking.k8s.io", "policy"]);

const OPERATORS = ["In", "NotIn", "Exists", "DoesNotExist"];
const NODE_OPERATORS = [...OPERATORS, "Gt", "Lt"];

function visit(subject: Subject, value: Value, at: Path, problems: Problem[]): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries())
      if (typeof item === "object") visit(subject, item as Value, [...at, index], problems);
  } else if (isMapping(value)) {
    for (const key of Object.keys(value)) {
      const item = value[key];
      if (typeof item !== "object" || item === null || ELSEWHERE.has(key)) continue;
      if (key === "matchExpressions") problems.push(...expressions(subject, item, [...at, key]));
      else if (key === "matchLabels" && OWN.has(subject.manifest.group))
        problems.push(...labelProblems(subject, item, [...at, key]));
      else visit(subject, item, [...at, key], problems);
    }
  }
}

function* expressions(subject: Subject, found: Value, at: Path): Iterable<Problem> {
  const { manifest, fail } = subject;
  for (const [index, expression] of list(found).entries()) {
    const operator = get(expression, "operator");
    if (OWN.has(manifest.group)) yield* words(subject, expression, [...at, index]);
    const count = list(get(expression, "values")).length;
    const place = [...at, index];
    const known = at.includes("nodeAffinity") ? NODE_OPERATORS : OPERATORS;
    if (typeof operator === "string" && !operator.includes("${") && !known.includes(operator))
      yield fail(
        "selector-operator",
        [...place, "operator"],
        "there is no such operator",
        `write one of: ${known.join(", ")}`,
      );
    if ((operator === "In" || operator === "NotIn") && count === 0)
      yield fail(
        "selector-values",
        place,
        `the operator ${operator} needs values`,
        "write values, or use Exists",
      );
    if ((operator === "Exists" || operator === "DoesNotExist") && count > 0)
      yield fail(
        "selector-values",
        [...place, "values"],
        `the operator ${operator} has no values`,
        "take them out",
      );
  }
}

/** The key and the values, as a label would have them. */
function* words(subject: Subject, expression: Value, at: Path): Iterable<Problem> {
  const key = get(expression, "key");
  if (typeof key !== "string") return;
  yield* labelProblems(subject, { [key]: "" }, at);
  for (const value of list(get(expression, "values"))) {
    if (typeof value === "string") yield* labelProblems(subject, { a: value }, at);
  }
}
