import type { Derivations, Facts } from "../../app.ts";
import type { EnvironmentEntry } from "../../pod-environment.ts";
import { ciliumPolicy, plainPolicy } from "../../policy-variables.ts";
import {
  createJobName,
  createSecrets,
  jobEnvironment,
  type ServerDatabase,
} from "../../postgresql/server-job.ts";
import { createSql, deleteSql } from "../../postgresql/server-sql.ts";
import { databaseJobFlows } from "./network.ts";
import type { LitellmVariables } from "./variables.ts";

type V = LitellmVariables;

/** What LiteLLM does on a PostgreSQL server that is there already. */
export interface LitellmDatabaseJobs {
  readonly litellm_database_operated: boolean;
  readonly litellm_database_job: DatabaseJob;
  readonly litellm_database_ready: string | null;
  readonly litellm_database_job_name: string;
  readonly litellm_database_job_sql: string;
  readonly litellm_database_job_env: readonly EnvironmentEntry[];
  readonly litellm_database_job_secrets: Readonly<Record<string, string>>;
  readonly litellm_database_job_image: string;
  readonly litellm_database_job_plain_rules: object;
  readonly litellm_database_job_cilium_rules: object;
}

type DatabaseJob = "none" | "create" | "delete";

const secret = "litellm-database-job";

export const databaseJobDerivations: Derivations<LitellmDatabaseJobs, V> = {
  litellm_database_operated: {
    type: "boolean",
    description:
      "Whether an operator runs LiteLLM's database; else it lies on a server that is there already.",
    setInstead: "external_postgresql_host",
    of: (_v, facts) => facts.offer("postgresql")?.server === undefined,
  },
  litellm_database_job: {
    type: "string",
    description: "The Job on a server that is there already: create, delete or none.",
    setInstead: "external_postgresql_admin_password or litellm_database_delete_confirmed",
    of: jobOf,
  },
  litellm_database_ready: {
    type: "string",
    description: "Flux Kustomization after which the database is there; none where somebody else made it.",
    of: (v) => {
      if (v.litellm_database_operated) return "litellm-database";
      return v.litellm_database_job === "create" ? "litellm-database-job" : null;
    },
  },
  litellm_database_job_name: {
    type: "string",
    description: "Name of the Job: for another database, or another day of deletion, it is another Job.",
    setInstead: "litellm_database_create_run",
    of: jobName,
  },
  litellm_database_job_sql: {
    type: "string",
    description: "What psql runs in the Job.",
    of: (v) => (v.litellm_database_job === "delete" ? deleteSql : createSql),
  },
  litellm_database_job_env: {
    type: "array",
    description: "Environment of the Job; secrets by reference.",
    of: environment,
  },
  litellm_database_job_secrets: {
    type: "object",
    description:
      "What the Job's Secret holds: the administrator's password, and LiteLLM's as the server keeps it.",
    secret: true,
    of: secrets,
  },
  litellm_database_job_image: {
    type: "string",
    description: "Image with psql.",
    setInstead: "external_postgresql_client_image",
    of: (_v, facts) => facts.offer("postgresql")?.image ?? "",
  },
  litellm_database_job_plain_rules: plainPolicy("the Job's", databaseJobFlows),
  litellm_database_job_cilium_rules: ciliumPolicy("the Job's", databaseJobFlows),
};

function jobOf(v: V, facts: Facts): DatabaseJob {
  if (!facts.offer("postgresql")?.server?.admin.password) return "none";
  return v.litellm_database_delete_confirmed === null ? "create" : "delete";
}

function jobName(v: V, facts: Facts): string {
  const database = databaseOf(v, facts);
  if (database?.deletion !== undefined) return `litellm-database-delete-${database.deletion}`;
  const { litellm_database_job_image: image, litellm_database_create_run: run } = v;
  return database ? createJobName("litellm", database, image, run) : "";
}

function environment(v: V, facts: Facts): EnvironmentEntry[] {
  const database = databaseOf(v, facts);
  return database ? jobEnvironment(database, secret) : [];
}

function databaseOf(v: V, facts: Facts): ServerDatabase | undefined {
  const server = facts.offer("postgresql")?.server;
  const deletion = v.litellm_database_delete_confirmed;
  return (
    server && {
      server,
      role: v.litellm_db_user,
      database: v.litellm_db_name,
      sslmode: v.litellm_db_sslmode,
      ...(deletion !== null && { deletion }),
    }
  );
}

function secrets(v: V): Record<string, string> {
  const admin = v.external_postgresql_admin_password ?? "";
  if (v.litellm_database_job !== "create") return { PGPASSWORD: admin };
  const role = {
    name: v.litellm_db_user,
    password: v.litellm_db_password ?? "",
    key: v.litellm_salt_key ?? "",
  };
  return createSecrets(admin, role);
}
