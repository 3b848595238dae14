import type { Derivations, Facts } from "../../app.ts";
import { dsn } from "../../postgresql/dsn.ts";
import { postgresPort } from "../../postgresql/flows.ts";
import { postgresMemory } from "../../postgresql/quantity.ts";
import { amountOf } from "../../quantity.ts";
import { databaseCluster } from "./names.ts";
import type { OpenWebuiVariables } from "./variables.ts";

type V = OpenWebuiVariables;

/** Variables of Open WebUI's PostgreSQL. */
export interface OpenWebuiDatabase {
  readonly openwebui_database_cluster: string;
  /** True where an operator runs the database; else it is a file, or lies on a server that is there already. */
  readonly openwebui_database_operated: boolean;
  readonly openwebui_database_url: string;
  readonly openwebui_pool_size: number;
  readonly openwebui_db_all_parameters: Readonly<Record<string, string>>;
  readonly openwebui_db_priority_class: string;
  readonly openwebui_db_extensions: readonly object[];
  readonly openwebui_pgvector_image: string;
  readonly openwebui_plugin_needed: boolean;
  readonly openwebui_backup_destination_path: string;
  readonly openwebui_backup_endpoint: string | null;
}

export const databaseDerivations: Derivations<OpenWebuiDatabase, V> = {
  openwebui_database_cluster: {
    type: "string",
    description: "Name of the CloudNativePG Cluster.",
    of: () => databaseCluster,
  },
  openwebui_database_operated: {
    type: "boolean",
    description: "Whether an operator runs Open WebUI's database.",
    setInstead: "openwebui_postgresql_enabled or external_postgresql_host",
    of: (v, facts) => v.openwebui_postgresql_enabled && facts.offer("postgresql")?.operator !== undefined,
  },
  openwebui_database_url: {
    type: "string",
    description: "Connection URI with every part percent-encoded.",
    secret: true,
    setInstead: "openwebui_db_user, openwebui_db_password and openwebui_db_name",
    of: databaseUrl,
  },
  openwebui_pool_size: {
    type: "integer",
    description:
      "Connections of each of a pod's three pools: four fifths of what PostgreSQL accepts, shared out.",
    setInstead: "openwebui_db_max_connections",
    of: (v) =>
      Math.max(1, Math.floor((v.openwebui_db_max_connections * 4) / (5 * pools * v.openwebui_replicas))),
  },
  openwebui_db_all_parameters: {
    type: "object",
    description: "PostgreSQL parameters: what follows from other settings, then openwebui_db_parameters.",
    setInstead: "openwebui_db_parameters",
    of: allParameters,
  },
  openwebui_db_priority_class: {
    type: "string",
    description: "PriorityClass of the database's pods, as the PostgreSQL operator's settings have it.",
    of: (_v, facts) => facts.offer("postgresql")?.priorityClass ?? "",
  },
  openwebui_db_extensions: {
    type: "array",
    description: "Extensions that the operator creates in the database.",
    setInstead: "openwebui_pgvector_enabled",
    of: extensions,
  },
  openwebui_pgvector_image: {
    type: "string",
    description:
      "Image with pgvector to mount into the database's pods, where the operator's settings offer one.",
    of: (v, facts) => (v.openwebui_pgvector_enabled && facts.offer("postgresql")?.pgvector?.image) || "",
  },
  openwebui_plugin_needed: {
    type: "boolean",
    description: "Whether the database archives to, or is made from, an object store.",
    setInstead: "openwebui_backup_enabled or openwebui_recovery_enabled",
    of: (v) => v.openwebui_database_operated && (v.openwebui_backup_enabled || v.openwebui_recovery_enabled),
  },
  openwebui_backup_destination_path: {
    type: "string",
    description: "Where in the object store backups go.",
    setInstead: "openwebui_backup_bucket",
    of: (v) => `s3://${v.openwebui_backup_bucket}/`,
  },
  openwebui_backup_endpoint: {
    type: "string",
    description: "URL of the object store that backups go to.",
    setInstead: "the object store's URL",
    of: (_v, facts) => facts.offer("object-store")?.endpoint ?? null,
  },
};

/** Open WebUI has one engine for threads, one for coroutines and one for vectors (internal/db.py, pgvector.py). */
const pools = 3;

function databaseUrl(v: V, facts: Facts): string {
  const server = facts.offer("postgresql")?.server;
  return dsn({
    user: v.openwebui_db_user,
    password: v.openwebui_db_password ?? "",
    host: server?.host ?? `${databaseCluster}-rw.${v.openwebui_namespace}.svc.cluster.local`,
    port: server?.port ?? postgresPort,
    database: v.openwebui_db_name,
    parameters: { sslmode: v.openwebui_db_sslmode },
  });
}

/** shared_buffers is a quarter of the memory request: the operator's webhook refuses more than all of it. */
function allParameters(v: V): Record<string, string> {
  const memory = amountOf(v.openwebui_db_memory_request) ?? 0;
  return {
    max_connections: String(v.openwebui_db_max_connections),
    shared_buffers: postgresMemory(memory / 4),
    ...v.openwebui_db_parameters,
  };
}

/** The version is that of the image that is mounted; PostgreSQL's own image knows its one itself. */
function extensions(v: V, facts: Facts): object[] {
  if (!v.openwebui_pgvector_enabled) return [];
  const version = facts.offer("postgresql")?.pgvector?.version;
  return [{ name: "vector", ...(version && { version }) }];
}
