import { cron } from "../../config/schedules.ts";
import type { Problem } from "../../problem.ts";
import { amountOf } from "../../quantity.ts";
import { shown } from "../problems.ts";
import { get, list, mapping, scalarText, text } from "../value.ts";
import { atMostOne, has, type KindRules, type Subject } from "./kind.ts";
import { requestsWithinLimits } from "./resources.ts";

/** dragonfly-operator 1.6 and the server that it starts. */
export const dragonflyKinds: KindRules = {
  "dragonflydb.io/Dragonfly": [
    disruption,
    ownArguments,
    ownLabels,
    memory,
    snapshots,
    networkPolicy,
    resources,
  ],
};

const MEBI = 2 ** 20;
/** The server exits at start with less for each thread (dfly_main.cc). */
const LEAST_FOR_THREAD = 256 * MEBI;

/** Arguments that the operator gives already (internal/resources/resources.go). */
const GIVEN: ReadonlySet<string> = new Set([
  ...["alsologtostderr", "primary_port_http_enabled", "admin_port", "admin_nopass", "aclfile"],
  "break_replication_on_master_restart",
]);

/** Labels by which the operator finds its own pods. */
const OWN_LABELS: ReadonlySet<string> = new Set([
  ...["app", "role", "app.kubernetes.io/name", "app.kubernetes.io/part-of", "app.kubernetes.io/instance"],
  ...["app.kubernetes.io/component", "app.kubernetes.io/managed-by", "app.kubernetes.io/created-by"],
]);

function* disruption(subject: Subject): Iterable<Problem> {
  yield* atMostOne(subject, ["spec", "pdb"], get(subject.spec, "pdb"), ["minAvailable", "maxUnavailable"]);
}

function* ownArguments({ spec, fail }: Subject): Iterable<Problem> {
  const seen = new Set<string>();
  for (const [index, written] of list(get(spec, "args")).entries()) {
    const flag = /^--(?:no)?([\w-]+)/.exec(scalarText(written))?.[1]?.replaceAll("-", "_");
    if (flag === undefined) continue;
    const at = ["spec", "args", index];
    if (GIVEN.has(flag))
      yield fail("given-argument", at, `the operator gives --${flag} itself`, "take it out");
    if (seen.has(flag) && !REPEATABLE.has(flag))
      yield fail("duplicate-entry", at, `--${flag} is given twice`, "keep one of them");
    seen.add(flag);
  }
}

const REPEATABLE: ReadonlySet<string> = new Set(["rename_command"]);

function* ownLabels({ spec, fail }: Subject): Iterable<Problem> {
  for (const path of [
    ["labels"],
    ["podMetadata", "labels"],
    ["serviceSpec", "labels"],
    ["ownedObjectsMetadata", "labels"],
  ]) {
    for (const label of Object.keys(mapping(get(spec, ...path)))) {
      if (!OWN_LABELS.has(label)) continue;
      yield fail(
        "operator-label",
        ["spec", ...path, label],
        `${shown(label)} is the operator's own label`,
        "use another",
      );
    }
  }
}

function* memory({ spec, fail }: Subject): Iterable<Problem> {
  const most = sizeOf(flag(spec, "maxmemory"));
  if (most === undefined || most.bytes === 0) return;
  const threads = Number(flag(spec, "proactor_threads")?.value ?? 1);
  const at = ["spec", "args", most.index];
  if (Number.isInteger(threads) && most.bytes < threads * LEAST_FOR_THREAD) {
    const message = `maxmemory is less than 256mb for each of ${threads} threads, so the server exits at start`;
    yield fail("dragonfly-memory", at, message, "raise it, or lower --proactor_threads");
  }
  const limit = amountOf(scalarText(get(spec, "resources", "limits", "memory")));
  if (limit === undefined || most.bytes < limit) return;
  yield fail(
    "dragonfly-memory",
    at,
    "maxmemory does not fit into the memory limit",
    "lower it, or raise the limit",
  );
}

interface Flag {
  readonly value: string;
  readonly index: number;
}

function flag(spec: Subject["spec"], name: string): Flag | undefined {
  for (const [index, written] of list(get(spec, "args")).entries()) {
    const [, value] = new RegExp(`^--${name}=(.*)$`, "s").exec(scalarText(written)) ?? [];
    if (value !== undefined) return { value, index };
  }
  return undefined;
}

function sizeOf(found: Flag | undefined): { bytes: number; index: number } | undefined {
  const [, number, suffix = ""] = /^(\d+(?:\.\d+)?)\s*([kmgt]?)i?b?$/i.exec(found?.value ?? "") ?? [];
  if (found === undefined || number === undefined) return undefined;
  const power = ["", "k", "m", "g", "t"].indexOf(suffix.toLowerCase());
  return { bytes: Number(number) * 1024 ** power, index: found.index };
}

function* snapshots(subject: Subject): Iterable<Problem> {
  const { spec, fail } = subject;
  const at = ["spec", "snapshot"];
  const found = get(spec, "snapshot");
  yield* atMostOne(subject, at, found, ["persistentVolumeClaimSpec", "existingPersistentVolumeClaimName"]);
  const written = text(get(found, "cron"));
  if (written !== undefined && !written.includes("${") && cron(written) !== undefined)
    yield fail(
      "cron-schedule",
      [...at, "cron"],
      "this is no schedule of five fields",
      "write it as 0 */6 * * *",
    );
}

/** The field goes away with the policy that the operator made until 1.6. */
function* networkPolicy({ spec, warn }: Subject): Iterable<Problem> {
  if (!has(spec, "networkPolicyEnabled")) return;
  const message = "this field goes away in the next release of the operator";
  yield warn(
    "deprecated-field",
    ["spec", "networkPolicyEnabled"],
    message,
    "take it out, and write a NetworkPolicy",
  );
}

function* resources(subject: Subject): Iterable<Problem> {
  yield* requestsWithinLimits(subject, ["spec", "resources"]);
}
