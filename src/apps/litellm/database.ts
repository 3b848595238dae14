import type { Derivations, Facts } from "../../app.ts";
import { dsn } from "../../postgresql/dsn.ts";
import { postgresMemory } from "../../postgresql/quantity.ts";
import { amountOf } from "../../quantity.ts";
import type { LitellmDerived, LitellmVariables } from "./variables.ts";

/** Name of the CloudNativePG Cluster. */
export const databaseCluster = "litellm-postgresql";

const fallbackPriorityClass = "";

type DatabaseVariable = Extract<
  keyof LitellmDerived,
  | "litellm_pool_size"
  | "litellm_database_cluster"
  | "litellm_database_host"
  | "litellm_database_url"
  | "litellm_db_all_parameters"
  | "litellm_db_priority_class"
  | "litellm_plugin_needed"
>;

/** What the database and its clients need to know. */
export const databaseDerivations: Derivations<Pick<LitellmDerived, DatabaseVariable>, LitellmVariables> = {
  litellm_pool_size: {
    type: "integer",
    description: "Database connections of each worker: four fifths of what PostgreSQL accepts, shared out.",
    setInstead: "litellm_db_max_connections",
    of: poolSize,
  },
  litellm_database_cluster: {
    type: "string",
    description: "Name of the CloudNativePG Cluster.",
    of: () => databaseCluster,
  },
  litellm_database_host: {
    type: "string",
    description: "Host of the instance that takes writes, or of a server that is there already.",
    setInstead: "external_postgresql_host",
    of: (v, facts) =>
      facts.offer("postgresql")?.server?.host ??
      `${databaseCluster}-rw.${v.litellm_namespace}.svc.cluster.local`,
  },
  litellm_database_url: {
    type: "string",
    description: "Connection URI with every part percent-encoded.",
    secret: true,
    setInstead: "litellm_db_user, litellm_db_password and litellm_db_name",
    of: databaseUrl,
  },
  litellm_db_all_parameters: {
    type: "object",
    description: "PostgreSQL parameters: what follows from other settings, then litellm_db_parameters.",
    setInstead: "litellm_db_parameters",
    of: allParameters,
  },
  litellm_db_priority_class: {
    type: "string",
    description: "PriorityClass of the database's pods, as the PostgreSQL operator's settings have it.",
    of: (_v, facts) => facts.offer("postgresql")?.priorityClass ?? fallbackPriorityClass,
  },
  litellm_plugin_needed: {
    type: "boolean",
    description: "Whether the database archives to, or is made from, an object store.",
    setInstead: "litellm_backup_enabled or litellm_recovery_enabled",
    of: (v) => v.litellm_database_operated && (v.litellm_backup_enabled || v.litellm_recovery_enabled),
  },
};

/** Defaults that follow from the PostgreSQL operator's settings. */
export const databaseDefaults = {
  litellm_db_storage_size: {
    type: "string",
    description: "The former name's value, else 20Gi.",
    of: (v: LitellmVariables) => v.litellm_storage_size ?? "20Gi",
  },
  litellm_db_storage_class: {
    type: "string",
    description: "The PostgreSQL operator's, else the cluster's.",
    of: (v: LitellmVariables, facts: Facts) => facts.offer("postgresql")?.storageClass || v.storage_class,
  },
  litellm_db_sslmode: {
    type: "string",
    description: "As a server that is there already wants it, else encrypted.",
    of: (_v: LitellmVariables, facts: Facts) => facts.offer("postgresql")?.server?.sslmode ?? "require",
  },
  litellm_db_image: {
    type: "string",
    description: "The image that the PostgreSQL operator's settings name.",
    of: (_v: LitellmVariables, facts: Facts) => facts.offer("postgresql")?.image ?? "",
  },
  litellm_backup_destination_path: {
    type: "string",
    description: "The root of the bucket.",
    of: (v: LitellmVariables) => `s3://${v.litellm_backup_bucket}/`,
  },
} as const;

function poolSize(v: LitellmVariables): number {
  const workers = v.litellm_replicas * v.litellm_workers;
  return Math.max(1, Math.floor((v.litellm_db_max_connections * 4) / (5 * workers)));
}

function databaseUrl(v: LitellmVariables, facts: Facts): string {
  return dsn({
    user: v.litellm_db_user,
    password: v.litellm_db_password ?? "",
    host: v.litellm_database_host,
    port: facts.offer("postgresql")?.server?.port ?? 5432,
    database: v.litellm_db_name,
    parameters: { sslmode: v.litellm_db_sslmode },
  });
}

/** shared_buffers is a quarter of the memory request: the operator's webhook refuses more than all of it. */
function allParameters(v: LitellmVariables): Record<string, string> {
  const memory = amountOf(v.litellm_db_memory_request) ?? 0;
  return {
    max_connections: String(v.litellm_db_max_connections),
    shared_buffers: postgresMemory(memory / 4),
    ...v.litellm_db_parameters,
  };
}
