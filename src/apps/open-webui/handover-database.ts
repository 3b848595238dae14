import type { Facts, HandoverStep } from "../../app.ts";
import { fluxNamespace } from "../../cluster/flux-namespace.ts";
import {
  type Archive,
  archiveOf,
  dumpByHand,
  finishRestore,
  type KeptDatabase,
  restoreFromArchive,
} from "../../handover/database.ts";
import { block, code, paragraphs } from "../../handover/markdown.ts";
import { databaseCluster } from "./names.ts";
import type { OpenWebuiVariables } from "./variables.ts";

type V = OpenWebuiVariables;

/** How Open WebUI's database is made on a server that is there already, or brought back where it is a Cluster. */
export function databaseSteps(v: V, facts: Facts): HandoverStep[] {
  if (!v.openwebui_postgresql_enabled) return [];
  if (!v.openwebui_database_operated) return v.openwebui_database_created ? [] : [madeByHand(v, facts)];
  const database = keptDatabase(v);
  if (v.openwebui_recovery_enabled) return [finishRestore(database, archive(v), v.openwebui_backup_enabled)];
  return [v.openwebui_backup_enabled ? restoreFromArchive(database, archive(v)) : dumpByHand(database)];
}

/** psql asks for the password, so that it stands in no history. */
function madeByHand(v: V, facts: Facts): HandoverStep {
  const host = facts.offer("postgresql")?.server?.host ?? "";
  const [user, database] = [quoted(v.openwebui_db_user), quoted(v.openwebui_db_name)];
  const statements = [
    `CREATE ROLE ${user} LOGIN;`,
    `\\password ${user}`,
    `CREATE DATABASE ${database} OWNER ${user};`,
    ...(v.openwebui_pgvector_enabled ? [`\\connect ${database}`, "CREATE EXTENSION vector;"] : []),
  ];
  return {
    chapter: "storage",
    title: "Make Open WebUI's database",
    text: paragraphs(
      `In \`psql\`, as who may make roles on ${code(host)}; the password is that of the setting \`openwebui_db_password\`:`,
      block("sql", statements.join("\n")),
    ),
  };
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function keptDatabase(v: V): KeptDatabase {
  return {
    title: "Open WebUI's database",
    cluster: databaseCluster,
    namespace: v.openwebui_namespace,
    database: v.openwebui_db_name,
    owner: v.openwebui_db_user,
    workload: "deployment/open-webui",
    release: "open-webui",
    flux: {
      database: "open-webui-database",
      app: "open-webui",
      namespace: fluxNamespace(v, v.openwebui_namespace),
    },
  };
}

function archive(v: V): Archive {
  return archiveOf("openwebui", v.openwebui_backup_server_name, "openwebui_secret_key");
}
