import { cron } from "../../config/schedules.ts";
import type { Problem } from "../../problem.ts";
import { get, mapping, type Path, scalarText, text, type Value } from "../value.ts";
import { atMostOne, has, type KindRules, type Subject } from "./kind.ts";
import { podProblems, templateLabels } from "./pods.ts";

const TEMPLATE = ["spec", "template"];

/** Workloads: the API server's own rules, which no schema says. */
export const workloadKinds: KindRules = {
  "/Pod": [(subject) => podProblems(subject, ["spec"])],
  "apps/Deployment": [pod(TEMPLATE, ["Always"]), selected, strategy],
  "apps/StatefulSet": [pod(TEMPLATE, ["Always"]), selected],
  "apps/DaemonSet": [pod(TEMPLATE, ["Always"]), selected],
  "batch/Job": [pod(TEMPLATE, ["Never", "OnFailure"], true), ownSelector],
  "batch/CronJob": [pod(["spec", "jobTemplate", "spec", "template"], ["Never", "OnFailure"], true), schedule],
  "policy/PodDisruptionBudget": [disruption],
  "autoscaling/HorizontalPodAutoscaler": [scale],
};

function pod(at: Path, policies: readonly string[], needed = false): (subject: Subject) => Iterable<Problem> {
  return function* (subject) {
    yield* podProblems(subject, [...at, "spec"]);
    yield* templateLabels(subject, at);
    const policy = get(subject.manifest.value, ...at, "spec", "restartPolicy");
    if (policy === undefined ? !needed : policies.includes(scalarText(policy))) return;
    const place = [...at, "spec", ...(policy === undefined ? [] : ["restartPolicy"])];
    const message = `restartPolicy must be ${policies.join(" or ")} here`;
    yield subject.fail("restart-policy", place, message, `write restartPolicy: ${policies[0]}`);
  };
}

/** A controller finds the pods that it makes, and only by labels that do not change. */
function* selected({ spec, fail }: Subject): Iterable<Problem> {
  const labels = mapping(get(spec, "template", "metadata", "labels"));
  for (const [label, value] of Object.entries(mapping(get(spec, "selector", "matchLabels")))) {
    if (labels[label] === value) continue;
    const at = ["spec", "selector", "matchLabels", label];
    yield fail(
      "selects-nothing",
      at,
      "the selector does not fit the pod template",
      "write the same label on both",
    );
  }
}

/** A Job makes its selector itself. */
function* ownSelector({ spec, fail }: Subject): Iterable<Problem> {
  if (!has(spec, "selector") || get(spec, "manualSelector") === true) return;
  yield fail("excluded-field", ["spec", "selector"], "a Job makes its selector itself", "take it out");
}

function* strategy({ spec, fail }: Subject): Iterable<Problem> {
  if (get(spec, "strategy", "type") !== "Recreate" || !has(spec, "strategy", "rollingUpdate")) return;
  const at = ["spec", "strategy", "rollingUpdate"];
  yield fail("excluded-field", at, "the strategy Recreate has no rollingUpdate", "take one of the two out");
}

function* schedule({ spec, fail }: Subject): Iterable<Problem> {
  const written = text(get(spec, "schedule"));
  if (
    written === undefined ||
    written.startsWith("@") ||
    written.includes("${") ||
    cron(written) === undefined
  )
    return;
  yield fail(
    "cron-schedule",
    ["spec", "schedule"],
    "this is no schedule of five fields",
    "write it as 0 3 * * *",
  );
}

function* disruption(subject: Subject): Iterable<Problem> {
  const fields = ["minAvailable", "maxUnavailable"];
  yield* atMostOne(subject, ["spec"], subject.spec, fields);
  for (const field of fields) {
    const value = get(subject.spec, field);
    const isLater = typeof value === "string" && value.includes("${");
    const isPercent = typeof value === "string" && /^\d+%$/.test(value);
    const isCount = typeof value === "number" && value >= 0 && value < 2 ** 31;
    if ((value ?? null) === null || isLater || isPercent || isCount) continue;
    const message = `${field} is neither a number of pods nor a share of them`;
    yield subject.fail("out-of-range", ["spec", field], message, "write it as 1 or as 50%");
  }
}

function* scale({ spec, fail }: Subject): Iterable<Problem> {
  const least: Value = get(spec, "minReplicas") ?? 1;
  const most = get(spec, "maxReplicas");
  if (typeof least !== "number" || typeof most !== "number" || least <= most) return;
  yield fail("out-of-range", ["spec", "maxReplicas"], "maxReplicas is below minReplicas", "raise it");
}
