import { dialledPeer } from "../cluster/server-place.ts";
import type { PostgresServer } from "../offers.ts";
import { type Check, doubtful, ok, type Verdict, wrong } from "../verify/check.ts";
import { at, textAt } from "../verify/json.ts";
import type { Live, LiveObject, PostgresLogin } from "../verify/live.ts";
import { postgresPort } from "./flows.ts";
import { longestPause } from "./schedule.ts";

/** An app's database, as its own settings have it. */
export interface LiveDatabase {
  /** What the checks' names begin with: the app's name. */
  readonly id: string;
  readonly title: string;
  readonly namespace: string;
  /** Name of the CloudNativePG Cluster. */
  readonly cluster: string;
  /** A server that is there already, in the Cluster's place. */
  readonly server?: PostgresServer;
  readonly login: PostgresLogin;
  readonly instances: number;
  /** Tables without which the app cannot work. */
  readonly tables: readonly string[];
  /** Gives a row for each migration that did not finish. */
  readonly unfinished?: { readonly statement: string; readonly hint: string };
  readonly backup?: { readonly schedule: string };
}

const clusters = { apiVersion: "postgresql.cnpg.io/v1", kind: "Cluster", plural: "clusters" };
const backups = { apiVersion: "postgresql.cnpg.io/v1", kind: "Backup", plural: "backups" };

/** The instances are ready, the schema is there, and the last base backup is young enough to restore from. */
export function databaseChecks(database: LiveDatabase): Check[] {
  return [
    ...(database.server ? [] : [instances(database)]),
    schema(database),
    ...(database.backup ? [backup(database, database.backup.schedule)] : []),
  ];
}

function instances({ id, title, namespace, cluster, instances: wanted }: LiveDatabase): Check {
  const run = async (live: Live): Promise<Verdict> => {
    const found = await live.object(clusters, namespace, cluster);
    if (!found) return wrong(`the Cluster ${namespace}/${cluster} is not there`, `reconcile ${id}`);
    const ready = Number(at(found, "status", "readyInstances") ?? 0);
    const phase = textAt(found, "status", "phase");
    if (ready >= wanted) return ok(`${ready} of ${wanted} ready${phase === "" ? "" : `: ${phase}`}`);
    const hint = "look at the Cluster's status and the operator's log";
    const text = `${ready} of ${wanted} instances are ready${phase === "" ? "" : `: ${phase}`}`;
    return ready > 0 ? doubtful(text, hint) : wrong(text, hint);
  };
  return { id: `${id}-instances`, title: `${title}'s database has its instances`, run };
}

function schema(database: LiveDatabase): Check {
  const { id, title, login, tables, unfinished, server, namespace, cluster } = database;
  const primary = { "cnpg.io/cluster": cluster, "cnpg.io/instanceRole": "primary" };
  const peer = server ? dialledPeer(server.host) : { namespace, podLabels: primary };
  const place = { name: `${title}'s database`, peer, port: server?.port ?? postgresPort };
  const names = tables.map((table) => `'${table}'`).join(", ");
  const run = (live: Live): Promise<Verdict> =>
    live.postgres(place, login, async (query) => {
      const rows = await query(
        `select distinct table_name::text from information_schema.tables where table_name in (${names})`,
      );
      const found = new Set(rows.map(([name]) => name));
      const missing = tables.filter((table) => !found.has(table));
      if (missing.length > 0)
        return wrong(`these tables are not there: ${missing.join(", ")}`, "see the log of the migration");
      const open = unfinished ? await query(unfinished.statement) : [];
      const [name] = open[0] ?? [];
      return open.length > 0
        ? wrong(`${open.length} migrations did not finish, such as ${name}`, unfinished?.hint ?? "")
        : ok("signed in, and the schema is there");
    });
  return { id: `${id}-schema`, title: `${title}'s database has its schema`, run };
}

/** Twice the schedule's longest pause: one base backup may fail before a person has to look. */
function backup({ id, title, namespace, cluster }: LiveDatabase, schedule: string): Check {
  const limit = 2 * longestPause(schedule);
  const run = async (live: Live): Promise<Verdict> => {
    const all = (await live.objects(backups, namespace)).filter(
      (one) => textAt(one, "spec", "cluster", "name") === cluster,
    );
    const done = all.filter((one) => textAt(one, "status", "phase") === "completed").sort(newestFirst);
    const [last] = done;
    const failed = all.filter((one) => textAt(one, "status", "phase") === "failed").sort(newestFirst)[0];
    const why = failed ? `; the last failure says: ${textAt(failed, "status", "error")}` : "";
    const hint = "without a base backup nothing can be restored: look at the Backups and the instance's log";
    if (!last) return wrong(`there is no base backup that was completed${why}`, hint);
    const age = live.now.getTime() - stoppedAt(last);
    const text = `the last base backup is ${hours(age)} old`;
    return age <= limit
      ? ok(text)
      : wrong(`${text}, and the schedule wants one every ${hours(limit / 2)}${why}`, hint);
  };
  return { id: `${id}-backup`, title: `${title}'s last base backup is young enough`, run };
}

function newestFirst(one: LiveObject, other: LiveObject): number {
  return stoppedAt(other) - stoppedAt(one);
}

function stoppedAt(one: LiveObject): number {
  const time = Date.parse(textAt(one, "status", "stoppedAt") || textAt(one, "metadata", "creationTimestamp"));
  return Number.isNaN(time) ? 0 : time;
}

function hours(milliseconds: number): string {
  const count = Math.round(milliseconds / 3_600_000);
  return count >= 72 ? `${Math.round(count / 24)} days` : `${count} hours`;
}
