import type { Problem } from "../../problem.ts";
import { get, list, mapping, type Path, scalarText, type Value } from "../value.ts";
import { has, type Subject } from "./kind.ts";
import { isPodCount } from "./scaling.ts";

/** A controller finds the pods that it makes, and only by labels that do not change. */
export function* selected({ spec, fail }: Subject): Iterable<Problem> {
  const labels = mapping(get(spec, "template", "metadata", "labels"));
  const selector = get(spec, "selector");
  const expressions = list(get(selector, "matchExpressions"));
  const wanted = Object.entries(mapping(get(selector, "matchLabels")));
  if (has(spec, "selector") && wanted.length + expressions.length === 0) {
    const message = "an empty selector selects nothing here";
    yield fail(
      "selects-nothing",
      ["spec", "selector"],
      message,
      "write matchLabels with a label of the template",
    );
  }
  const hint = "write the same label on both";
  const message = "the selector does not fit the pod template";
  for (const [label, value] of wanted) {
    if (labels[label] === value) continue;
    yield fail("selects-nothing", ["spec", "selector", "matchLabels", label], message, hint);
  }
  for (const [index, expression] of expressions.entries()) {
    if (fits(expression, labels)) continue;
    yield fail("selects-nothing", ["spec", "selector", "matchExpressions", index], message, hint);
  }
}

function fits(expression: Value, labels: Readonly<Record<string, Value>>): boolean {
  const key = scalarText(get(expression, "key"));
  const isThere = Object.hasOwn(labels, key);
  const isAmong = isThere && list(get(expression, "values")).includes(labels[key] ?? null);
  const operator = scalarText(get(expression, "operator"));
  const verdicts: Readonly<Record<string, boolean>> = {
    In: isAmong,
    NotIn: !isAmong,
    Exists: isThere,
    DoesNotExist: !isThere,
  };
  return verdicts[operator] ?? true;
}

/** The pods of a controller have no end. */
export function* endless({ spec, fail }: Subject): Iterable<Problem> {
  if (!has(spec, "template", "spec", "activeDeadlineSeconds")) return;
  const at = ["spec", "template", "spec", "activeDeadlineSeconds"];
  yield fail("excluded-field", at, "pods that are always there have no deadline", "take it out");
}

/** How a Deployment takes the place of the one before. */
export function* strategy(subject: Subject): Iterable<Problem> {
  const { spec, fail } = subject;
  const at = ["spec", "strategy", "rollingUpdate"];
  if (!has(spec, "strategy", "rollingUpdate")) return;
  if (get(spec, "strategy", "type") === "Recreate") {
    const message = "the strategy Recreate has no rollingUpdate";
    yield fail("excluded-field", at, message, "take one of the two out");
    return;
  }
  yield* shares(subject, at);
  const rolling = get(spec, "strategy", "rollingUpdate");
  if (isNone(get(rolling, "maxSurge")) && isNone(get(rolling, "maxUnavailable")))
    yield fail("out-of-range", at, "no pod may go and none may come", "raise maxSurge or maxUnavailable");
}

function* shares({ manifest, fail }: Subject, at: Path): Iterable<Problem> {
  for (const field of ["maxSurge", "maxUnavailable"]) {
    const value = get(manifest.value, ...at, field);
    const isGood =
      field === "maxSurge" && typeof value === "string" ? /^\d+%$/.test(value) : isPodCount(value);
    if (isGood || (typeof value === "string" && value.includes("${"))) continue;
    const message = `${field} is neither a number of pods nor a share of them`;
    yield fail("out-of-range", [...at, field], message, "write it as 1 or as 25%");
  }
}

function isNone(value: Value | undefined): boolean {
  return value === 0 || (typeof value === "string" && /^0+%$/.test(value));
}

export function* progress({ spec, fail }: Subject): Iterable<Problem> {
  const deadline = get(spec, "progressDeadlineSeconds");
  const ready = get(spec, "minReadySeconds") ?? 0;
  if (typeof deadline !== "number" || typeof ready !== "number" || deadline > ready) return;
  const message = "progressDeadlineSeconds is not longer than minReadySeconds";
  yield fail("out-of-range", ["spec", "progressDeadlineSeconds"], message, "raise it");
}

/** How a StatefulSet or a DaemonSet changes its pods. */
export function* update(subject: Subject): Iterable<Problem> {
  const { spec, manifest, fail } = subject;
  const at = ["spec", "updateStrategy", "rollingUpdate"];
  const rolling = get(manifest.value, ...at);
  if ((rolling ?? null) === null) return;
  if (get(spec, "updateStrategy", "type") === "OnDelete" && manifest.kind === "StatefulSet")
    yield fail("excluded-field", at, "OnDelete has no rollingUpdate", "take one of the two out");
  if (manifest.kind !== "DaemonSet") return;
  yield* shares(subject, at);
  const [away = 1, more = 0] = [get(rolling, "maxUnavailable"), get(rolling, "maxSurge")];
  if (isNone(away) !== isNone(more)) return;
  const message = "one of maxSurge and maxUnavailable is nothing, and the other is not";
  yield fail("out-of-range", at, message, "write maxSurge: 1 with maxUnavailable: 0, or leave both out");
}
