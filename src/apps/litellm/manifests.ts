import { createHash } from "node:crypto";
import type { Derivations } from "../../app.ts";
import { ciliumPolicy, plainPolicy } from "../../policy-variables.ts";
import { alertGroups } from "./alerts.ts";
import { dashboard } from "./dashboard.ts";
import { writablePaths } from "./environment.ts";
import { databaseFlows, litellmFlows, migrationFlows } from "./network.ts";
import type { LitellmDerived, LitellmVariables } from "./variables.ts";

type V = LitellmVariables;

/** Variables that only the manifests need. */
export interface LitellmManifests {
  readonly litellm_migration_name: string;
  readonly litellm_secret_hash: string;
  readonly litellm_writable_paths: Readonly<Record<string, string>>;
  readonly litellm_backup_endpoint: string | null;
  readonly litellm_dashboard: string;
  readonly litellm_alert_groups: readonly object[];
  readonly litellm_plain_rules: object;
  readonly litellm_cilium_rules: object;
  readonly litellm_migration_plain_rules: object;
  readonly litellm_migration_cilium_rules: object;
  readonly litellm_database_plain_rules: object;
  readonly litellm_database_cilium_rules: object;
}

export const manifestDerivations: Derivations<Pick<LitellmDerived, keyof LitellmManifests>, V> = {
  litellm_migration_name: {
    type: "string",
    description: "Name of the migration Job: another image is another Job, so that it runs again.",
    setInstead: "litellm_image_tag",
    of: (v) => `litellm-migration-${hash(v.litellm_image).slice(0, 10)}`,
  },
  litellm_secret_hash: {
    type: "string",
    description: "Changes when a secret of the container changes, so that the pods are replaced.",
    secret: true,
    of: (v) => `sha256-${hash(JSON.stringify(v.litellm_secret_data))}`,
  },
  litellm_writable_paths: {
    type: "object",
    description: "Directories that need a volume where the file system is read-only.",
    of: () => writablePaths,
  },
  litellm_backup_endpoint: {
    type: "string",
    description: "URL of the object store that backups go to.",
    setInstead: "the object store's URL",
    of: (_v, facts) => facts.offer("object-store")?.endpoint ?? null,
  },
  litellm_dashboard: {
    type: "string",
    description: "Grafana dashboard, as JSON.",
    of: () => dashboard(),
  },
  litellm_alert_groups: {
    type: "array",
    description: "Groups of alert rules.",
    of: (v) => alertGroups(v),
  },
  litellm_plain_rules: plainPolicy("LiteLLM's", litellmFlows),
  litellm_cilium_rules: ciliumPolicy("LiteLLM's", litellmFlows),
  litellm_migration_plain_rules: plainPolicy("the migration Job's", migrationFlows),
  litellm_migration_cilium_rules: ciliumPolicy("the migration Job's", migrationFlows),
  litellm_database_plain_rules: plainPolicy("the database's", databaseFlows),
  litellm_database_cilium_rules: ciliumPolicy("the database's", databaseFlows),
};

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
