import { createHash } from "node:crypto";
import type { Derivations, Facts } from "../../app.ts";
import { ciliumRules, plainRules } from "../../network.ts";
import type { EnvironmentEntry } from "../../pod-environment.ts";
import { createSql, deleteSql } from "./database-sql.ts";
import { databaseJobFlows } from "./network.ts";
import { saltFor, scramVerifier } from "./scram.ts";
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
    of: jobEnvironment,
  },
  litellm_database_job_secrets: {
    type: "object",
    description:
      "What the Job's Secret holds: the administrator's password, and LiteLLM's as the server keeps it.",
    secret: true,
    of: jobSecrets,
  },
  litellm_database_job_image: {
    type: "string",
    description: "Image with psql.",
    setInstead: "external_postgresql_client_image",
    of: (_v, facts) => facts.offer("postgresql")?.image ?? "",
  },
  litellm_database_job_plain_rules: {
    type: "object",
    description: "Rules of the Job's NetworkPolicy.",
    of: (v, facts) => plainRules(databaseJobFlows(v, facts), v.network_policies_with_cilium),
  },
  litellm_database_job_cilium_rules: {
    type: "object",
    description: "Rules of the Job's CiliumNetworkPolicy.",
    of: (v, facts) => ciliumRules(databaseJobFlows(v, facts)),
  },
};

function jobOf(v: V, facts: Facts): DatabaseJob {
  if (!facts.offer("postgresql")?.server?.admin.password) return "none";
  return v.litellm_database_delete_confirmed === null ? "create" : "delete";
}

function jobName(v: V, facts: Facts): string {
  const day = v.litellm_database_delete_confirmed;
  if (day !== null) return `litellm-database-delete-${day}`;
  const { host, port } = facts.offer("postgresql")?.server ?? {};
  const run = v.litellm_database_create_run;
  const parts = [host, port, v.litellm_db_name, v.litellm_db_user, v.litellm_database_job_image, run];
  const hash = createHash("sha256").update(JSON.stringify(parts)).digest("hex");
  return `litellm-database-create-${hash.slice(0, 10)}`;
}

function jobEnvironment(v: V, facts: Facts): EnvironmentEntry[] {
  const server = facts.offer("postgresql")?.server;
  if (!server) return [];
  const plain = {
    PGHOST: server.host,
    PGPORT: String(server.port),
    PGUSER: server.admin.user,
    PGDATABASE: server.admin.database,
    PGSSLMODE: v.litellm_db_sslmode,
    PGCONNECT_TIMEOUT: "10",
    LITELLM_ROLE: v.litellm_db_user,
    LITELLM_DATABASE: v.litellm_db_name,
    ...(v.litellm_database_delete_confirmed !== null && {
      LITELLM_DELETE_CONFIRMED: v.litellm_database_delete_confirmed,
    }),
  };
  const secrets = v.litellm_database_job === "delete" ? ["PGPASSWORD"] : ["PGPASSWORD", "LITELLM_VERIFIER"];
  return [
    ...Object.entries(plain).map(([name, value]) => ({ name, value })),
    ...secrets.map((key) => ({ name: key, valueFrom: { secretKeyRef: { name: secret, key } } })),
  ];
}

function jobSecrets(v: V): Record<string, string> {
  const admin = { PGPASSWORD: v.external_postgresql_admin_password ?? "" };
  if (v.litellm_database_job !== "create") return admin;
  const salt = saltFor(`postgresql ${v.litellm_db_user}`, v.litellm_salt_key ?? "");
  return { ...admin, LITELLM_VERIFIER: scramVerifier(v.litellm_db_password ?? "", salt) };
}
