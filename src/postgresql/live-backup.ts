import { type Check, doubtful, ok, skipped, type Verdict, wrong } from "../verify/check.ts";
import { listAt, textAt } from "../verify/json.ts";
import { type Live, type LiveObject, Unanswered } from "../verify/live.ts";
import type { LiveDatabase } from "./live.ts";
import { backups, clusters, objectStores } from "./live-kinds.ts";
import { longestPause } from "./schedule.ts";

/** How an app's database is backed up. */
export interface LiveBackup {
  readonly schedule: string;
  /** Name of the ObjectStore, and the Cluster's name in it. */
  readonly store: string;
  readonly serverName: string;
}

/** The last base backup is young enough to restore from, and what changed since then is archived. */
export function backupChecks(database: LiveDatabase, backup: LiveBackup): Check[] {
  return [archiving(database), baseBackup(database, backup)];
}

/** The operator says of each Cluster whether its WAL gets to the archive (ContinuousArchiving). */
function archiving({ id, title, namespace, cluster }: LiveDatabase): Check {
  const run = async (live: Live): Promise<Verdict> => {
    const found = await live.object(clusters, namespace, cluster);
    if (!found) return wrong(`the Cluster ${namespace}/${cluster} is not there`, `reconcile ${id}`);
    const one = listAt(found, "status", "conditions").find(
      (condition) => textAt(condition, "type") === "ContinuousArchiving",
    );
    const status = textAt(one, "status");
    if (status === "True") return ok("every change gets there");
    if (status !== "False")
      return skipped(
        "the Cluster does not say yet whether its changes are archived",
        "ask again in some minutes",
      );
    const hint =
      "nothing since the last base backup can be restored, and the volume fills up: see the store's keys and bucket";
    return wrong(`archiving fails: ${textAt(one, "message") || textAt(one, "reason")}`, hint);
  };
  return { id: `${id}-archiving`, title: `${title}'s database is archived`, run };
}

/** Twice the schedule's longest pause: one base backup may fail before a person has to look. */
function baseBackup(database: LiveDatabase, { schedule, ...at }: LiveBackup): Check {
  const limit = 2 * longestPause(schedule);
  const run = async (live: Live): Promise<Verdict> => {
    const { succeeded, failed, why } = await timesOf(live, database, at);
    const reason = why === "" ? "" : `: ${why}`;
    if (succeeded === undefined)
      return failed === undefined
        ? wrong("there is no base backup that was completed", hint)
        : wrong(`no base backup was ever completed; the last one failed${reason}`, hint);
    const age = live.now.getTime() - succeeded;
    const text = `the last base backup is ${hours(age)} old`;
    const isFailing = failed !== undefined && failed > succeeded;
    const since = isFailing ? `; the last attempt failed${reason}` : "";
    if (age > limit)
      return wrong(`${text}, and the schedule wants one every ${hours(limit / 2)}${since}`, hint);
    return isFailing ? doubtful(`${text}${since}`, hint) : ok(text);
  };
  const title = `${database.title}'s last base backup is young enough`;
  return { id: `${database.id}-backup`, title, run };
}

const hint = "without a base backup nothing can be restored: look at the Backups and the instance's log";

/** When a base backup was last completed, and when one failed; why, where somebody said so. */
interface Times {
  readonly succeeded: number | undefined;
  readonly failed: number | undefined;
  readonly why: string;
}

/**
 * Backups are pruned, and others may make some, so that the store counts as well: Barman's plugin writes down there what
 * it found (ObjectStore, status.serverRecoveryWindow). One of both is enough.
 */
async function timesOf(
  live: Live,
  { namespace, cluster }: LiveDatabase,
  { store, serverName }: Omit<LiveBackup, "schedule">,
): Promise<Times> {
  const [listed, kept] = await Promise.allSettled([
    live.objects(backups, namespace),
    live.object(objectStores, namespace, store),
  ]);
  const own = answerOf(listed, []).filter((one) => textAt(one, "spec", "cluster", "name") === cluster);
  const last = (phase: string) =>
    own.filter((one) => textAt(one, "status", "phase") === phase).sort((a, b) => timeOf(b) - timeOf(a))[0];
  const inStore = (field: string) =>
    Date.parse(textAt(answerOf(kept, undefined), "status", "serverRecoveryWindow", serverName, field));
  const [completed, failed] = [last("completed"), last("failed")];
  const succeeded = latest(completed && timeOf(completed), inStore("lastSuccessfulBackupTime"));
  // Without a right to look there, nothing is known of what is not here.
  for (const one of [listed, kept])
    if (succeeded === undefined && one.status === "rejected") throw one.reason;
  return {
    succeeded,
    failed: latest(failed && timeOf(failed), inStore("lastFailedBackupTime")),
    why: textAt(failed, "status", "error"),
  };
}

/** Who may not read one of both still learns from the other. */
function answerOf<T>(settled: PromiseSettledResult<T>, otherwise: T): T {
  if (settled.status === "fulfilled") return settled.value;
  if (settled.reason instanceof Unanswered) return otherwise;
  throw settled.reason;
}

function timeOf(one: LiveObject): number {
  const { status } = one;
  const text = textAt(status, "stoppedAt") || textAt(status, "startedAt");
  const time = Date.parse(text || textAt(one, "metadata", "creationTimestamp"));
  return Number.isNaN(time) ? 0 : time;
}

function latest(...times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter((time) => time !== undefined && !Number.isNaN(time)) as number[];
  return known.length === 0 ? undefined : Math.max(...known);
}

function hours(milliseconds: number): string {
  const count = Math.round(milliseconds / 3_600_000);
  return count >= 72 ? `${Math.round(count / 24)} days` : `${count} ${count === 1 ? "hour" : "hours"}`;
}
