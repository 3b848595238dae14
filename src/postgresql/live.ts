import { dialledPeer } from "../cluster/server-place.ts";
import type { PostgresServer } from "../offers.ts";
import { type Check, doubtful, ok, type Verdict, wrong } from "../verify/check.ts";
import { at, textAt } from "../verify/json.ts";
import type { Live, Place, PostgresLogin } from "../verify/live.ts";
import { postgresPort } from "./flows.ts";
import { backupChecks, type LiveBackup } from "./live-backup.ts";
import { clusters } from "./live-kinds.ts";

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
  readonly backup?: LiveBackup;
}

/** The instances are ready, the schema is there, and what a restore needs is kept. */
export function databaseChecks(database: LiveDatabase): Check[] {
  return [
    ...(database.server ? [] : [instances(database)]),
    schema(database),
    ...(database.server ? [role(database)] : []),
    ...(database.backup ? backupChecks(database, database.backup) : []),
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

function placeOf({ title, server, namespace, cluster }: LiveDatabase): Place {
  const primary = { "cnpg.io/cluster": cluster, "cnpg.io/instanceRole": "primary" };
  const peer = server ? dialledPeer(server.host) : { namespace, podLabels: primary };
  return { name: `${title}'s database`, peer, port: server?.port ?? postgresPort };
}

function schema(database: LiveDatabase): Check {
  const { id, title, login, tables, unfinished } = database;
  const names = tables.map((table) => `'${table}'`).join(", ");
  const run = (live: Live): Promise<Verdict> =>
    live.postgres(placeOf(database), login, async (query) => {
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

/** On a server with other databases, too, a role that may do everything is a danger to these. */
function role(database: LiveDatabase): Check {
  const { id, title, login } = database;
  const run = (live: Live): Promise<Verdict> =>
    live.postgres(placeOf(database), login, async (query) => {
      const [rights = []] = await query(
        "select rolsuper, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user",
      );
      const words = ["is a superuser", "may make roles", "may make databases"];
      const found = words.filter((_word, index) => rights[index] === "t");
      if (found.length === 0) return ok(`the role ${login.user} has no right beyond its database`);
      const hint = `docs/external-servers.md has the statements that make a role without that`;
      return doubtful(`the role ${login.user} ${found.join(", and ")}`, hint);
    });
  const about = `${title}'s role at the external PostgreSQL is a plain one`;
  return { id: `${id}-role`, title: about, needs: `${id}-schema`, run };
}
