import type { Problem } from "../../problem.ts";
import { get, list, type Path, scalarText, type Value } from "../value.ts";
import { atMostOne, has, type KindRules, present, type Subject } from "./kind.ts";

/** How many pods there are, and may be away: pkg/apis/autoscaling and policy. */
export const scalingKinds: KindRules = {
  "policy/PodDisruptionBudget": [disruption],
  "autoscaling/HorizontalPodAutoscaler": [bounds, metrics],
};

function* disruption(subject: Subject): Iterable<Problem> {
  const fields = ["minAvailable", "maxUnavailable"];
  yield* atMostOne(subject, ["spec"], subject.spec, fields);
  for (const field of fields) {
    const value = get(subject.spec, field);
    if (isPodCount(value)) continue;
    const message = `${field} is neither a number of pods nor a share of them`;
    yield subject.fail("out-of-range", ["spec", field], message, "write it as 1 or as 50%");
  }
}

/** True for nothing, a number of pods, or a share of them up to all. */
export function isPodCount(value: Value | undefined): boolean {
  if ((value ?? null) === null) return true;
  if (typeof value === "number") return value >= 0 && value < 2 ** 31;
  return typeof value === "string" && (value.includes("${") || /^(\d{1,2}|0*100)%$/.test(value));
}

function* bounds({ spec, fail }: Subject): Iterable<Problem> {
  const least: Value = get(spec, "minReplicas") ?? 1;
  const most = get(spec, "maxReplicas");
  if (typeof least === "number" && typeof most === "number" && least > most)
    yield fail("out-of-range", ["spec", "maxReplicas"], "maxReplicas is below minReplicas", "raise it");
  for (const way of ["scaleDown", "scaleUp"]) {
    const policies = get(spec, "behavior", way, "policies");
    if (!Array.isArray(policies) || policies.length > 0) continue;
    const at = ["spec", "behavior", way, "policies"];
    yield fail("missing-field", at, "the behavior has no policy", "write one, or leave policies out");
  }
}

const SOURCES: Readonly<Record<string, string>> = {
  ContainerResource: "containerResource",
  External: "external",
  Object: "object",
  Pods: "pods",
  Resource: "resource",
};

function* metrics({ spec, fail }: Subject): Iterable<Problem> {
  for (const [index, metric] of list(get(spec, "metrics")).entries()) {
    const at: Path = ["spec", "metrics", index];
    const field = SOURCES[scalarText(get(metric, "type"))];
    if (field === undefined) continue;
    const target = get(metric, field, "target");
    if (!has(metric, field)) yield fail("missing-field", at, `the metric has no ${field}`, `write ${field}`);
    else if (present(target, ["averageUtilization", "averageValue", "value"]).length === 0)
      yield fail("missing-field", [...at, field, "target"], "the target has no value", "write one");
  }
}
