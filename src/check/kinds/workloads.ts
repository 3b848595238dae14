import { cron, timezone } from "../../config/schedules.ts";
import type { Problem } from "../../problem.ts";
import { get, type Path, scalarText } from "../value.ts";
import { has, type KindRules, type Subject } from "./kind.ts";
import { podProblems, templateLabels } from "./pods.ts";
import { endless, progress, selected, strategy, update } from "./rollouts.ts";

const TEMPLATE = ["spec", "template"];

/** Workloads: the API server's own rules, which no schema says. */
export const workloadKinds: KindRules = {
  "/Pod": [(subject) => podProblems(subject, ["spec"])],
  "apps/Deployment": [pod(TEMPLATE, ["Always"]), selected, endless, strategy, progress],
  "apps/StatefulSet": [pod(TEMPLATE, ["Always"]), selected, endless, update],
  "apps/DaemonSet": [pod(TEMPLATE, ["Always"]), selected, endless, update],
  "batch/Job": [pod(TEMPLATE, ["Never", "OnFailure"], true), ownSelector],
  "batch/CronJob": [pod(["spec", "jobTemplate", "spec", "template"], ["Never", "OnFailure"], true), schedule],
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

/** A Job makes its selector itself. */
function* ownSelector({ spec, fail }: Subject): Iterable<Problem> {
  if (!has(spec, "selector") || get(spec, "manualSelector") === true) return;
  yield fail("excluded-field", ["spec", "selector"], "a Job makes its selector itself", "take it out");
}

const WORDS =
  /^@(yearly|annually|monthly|weekly|daily|midnight|hourly|every (\d+(\.\d*)?(ns|us|µs|ms|s|m|h))+)$/;

function* schedule({ spec, fail }: Subject): Iterable<Problem> {
  const written = get(spec, "schedule");
  if (typeof written === "string" && !written.includes("${")) {
    const isGood = written.startsWith("@") ? WORDS.test(written) : cron(written) === undefined;
    const message = "this is no schedule of five fields";
    if (!isGood) yield fail("cron-schedule", ["spec", "schedule"], message, "write it as 0 3 * * *");
  }
  const zone = get(spec, "timeZone");
  if (typeof zone !== "string" || zone.includes("${") || timezone(zone) === undefined) return;
  yield fail("time-zone", ["spec", "timeZone"], "this is no time zone", "write a name such as Europe/Berlin");
}
