import type { Derivations, Facts } from "../../app.ts";
import type { EnvironmentEntry } from "../../pod-environment.ts";
import { ciliumPolicy, plainPolicy } from "../../policy-variables.ts";
import {
  createJobName,
  createSecrets,
  jobEnvironment,
  type ServerDatabase,
} from "../../postgresql/server-job.ts";
import { createSql } from "../../postgresql/server-sql.ts";
import { name } from "./names.ts";
import { databaseJobFlows } from "./network.ts";
import type { OpenWebuiVariables } from "./variables.ts";

type V = OpenWebuiVariables;

/** What Open WebUI does on a PostgreSQL server that is there already. */
export interface OpenWebuiDatabaseJob {
  readonly openwebui_database_created: boolean;
  readonly openwebui_database_ready: string | null;
  readonly openwebui_database_job_name: string;
  readonly openwebui_database_job_sql: string;
  readonly openwebui_database_job_env: readonly EnvironmentEntry[];
  readonly openwebui_database_job_secrets: Readonly<Record<string, string>>;
  readonly openwebui_database_job_image: string;
  readonly openwebui_database_job_plain_rules: object;
  readonly openwebui_database_job_cilium_rules: object;
}

const secret = "open-webui-database-job";

export const databaseJobDerivations: Derivations<OpenWebuiDatabaseJob, V> = {
  openwebui_database_created: {
    type: "boolean",
    description: "Whether a Job makes the database on a server that is there already.",
    setInstead: "external_postgresql_admin_password",
    of: (v, facts) =>
      v.openwebui_postgresql_enabled && facts.offer("postgresql")?.server?.admin.password === true,
  },
  openwebui_database_ready: {
    type: "string",
    description: "Flux Kustomization after which the database is there; none where somebody else made it.",
    of: (v) => {
      if (v.openwebui_database_operated) return "open-webui-database";
      return v.openwebui_database_created ? "open-webui-database-job" : null;
    },
  },
  openwebui_database_job_name: {
    type: "string",
    description: "Name of the Job: for another database it is another Job.",
    setInstead: "openwebui_database_create_run",
    of: jobName,
  },
  openwebui_database_job_sql: {
    type: "string",
    description: "What psql runs in the Job.",
    of: () => createSql,
  },
  openwebui_database_job_env: {
    type: "array",
    description: "Environment of the Job; secrets by reference.",
    of: (v, facts) => {
      const database = databaseOf(v, facts);
      return database ? jobEnvironment(database, secret) : [];
    },
  },
  openwebui_database_job_secrets: {
    type: "object",
    description:
      "What the Job's Secret holds: the administrator's password, and Open WebUI's as the server keeps it.",
    secret: true,
    of: secrets,
  },
  openwebui_database_job_image: {
    type: "string",
    description: "Image with psql.",
    setInstead: "external_postgresql_client_image",
    of: (_v, facts) => facts.offer("postgresql")?.image ?? "",
  },
  openwebui_database_job_plain_rules: plainPolicy("the Job's", databaseJobFlows),
  openwebui_database_job_cilium_rules: ciliumPolicy("the Job's", databaseJobFlows),
};

function jobName(v: V, facts: Facts): string {
  const database = databaseOf(v, facts);
  const { openwebui_database_job_image: image, openwebui_database_create_run: run } = v;
  return database ? createJobName(name, database, image, run) : "";
}

function databaseOf(v: V, facts: Facts): ServerDatabase | undefined {
  const server = facts.offer("postgresql")?.server;
  return (
    server && {
      server,
      role: v.openwebui_db_user,
      database: v.openwebui_db_name,
      sslmode: v.openwebui_db_sslmode,
      ...(v.openwebui_pgvector_enabled && { extension: "vector" }),
    }
  );
}

function secrets(v: V): Record<string, string> {
  if (!v.openwebui_database_created) return {};
  const role = {
    name: v.openwebui_db_user,
    password: v.openwebui_db_password ?? "",
    key: v.openwebui_secret_key ?? "",
  };
  return createSecrets(v.external_postgresql_admin_password ?? "", role);
}
