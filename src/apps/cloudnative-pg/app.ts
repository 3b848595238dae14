import type { App } from "../../app.ts";
import { derived } from "./derived.ts";
import { handover } from "./handover.ts";
import { grants, offers } from "./offers.ts";
import { rules } from "./rules.ts";
import type { CloudnativePgVariables } from "./variables.ts";

/** The operator that runs PostgreSQL for the apps, and its backup plugin. */
export const app: App<CloudnativePgVariables> = {
  name: "cloudnative-pg",
  title: "CloudNativePG",
  namespace: "cnpg_namespace",
  toggles: [
    { name: "cnpg_enabled", needs: [], whenAbsent: false },
    {
      name: "cnpg_backup_enabled",
      needs: ["rustfs_enabled", "cnpg_backups_available", "cnpg_s3_access_key", "cnpg_s3_secret_key"],
    },
    { name: "cnpg_pgvector_enabled", needs: [], whenAbsent: false },
  ],
  defaults: {
    cnpg_storage_class: {
      type: "string",
      description: "The StorageClass of everything else.",
      of: (v) => v.storage_class,
    },
  },
  derived,
  rules,
  ready: (v) => ["cloudnative-pg", ...(v.cnpg_barman_plugin_active ? ["cloudnative-pg-barman-plugin"] : [])],
  offers,
  grants,
  handover,
};
