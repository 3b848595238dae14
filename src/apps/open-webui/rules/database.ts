import type { Facts, Finding, Rule } from "../../../app.ts";
import { databaseFindings } from "../../../postgresql/rules.ts";
import { backupFindings, createFindings } from "../../../postgresql/server-job.ts";
import { databaseCluster } from "../names.ts";
import type { OpenWebuiVariables } from "../variables.ts";

type V = OpenWebuiVariables;

/** The database must be accepted, have its extension, and be archived only once. */
export const databaseRules: readonly Rule<V>[] = [
  accepted,
  vectorsThere,
  sameArchive,
  pluginOff,
  creatable,
  noBackup,
];

function accepted(v: V): Iterable<Finding> {
  if (!v.openwebui_postgresql_enabled) return [];
  return databaseFindings({
    prefix: "openwebui",
    user: v.openwebui_db_user,
    name: v.openwebui_db_name,
    parameters: v.openwebui_db_parameters,
    memoryRequest: v.openwebui_db_memory_request,
  });
}

function creatable(v: V): Iterable<Finding> {
  if (!v.openwebui_database_created) return [];
  const { openwebui_db_user: role, external_postgresql_admin_user: admin } = v;
  return createFindings({ prefix: "openwebui", role, password: v.openwebui_db_password ?? "", admin });
}

function noBackup(v: V): Iterable<Finding> {
  if (v.openwebui_database_operated || !v.openwebui_postgresql_enabled) return [];
  const { openwebui_backup_enabled, openwebui_recovery_enabled } = v;
  return backupFindings({ openwebui_backup_enabled, openwebui_recovery_enabled });
}

/** Of CloudNativePG's images all but the `minimal` ones hold pgvector. */
function* vectorsThere(v: V, facts: Facts): Iterable<Finding> {
  if (!v.openwebui_database_operated || !v.openwebui_pgvector_enabled || facts.offer("postgresql")?.pgvector)
    return;
  if (!/:[^:]*-minimal(-|$)/.test(v.openwebui_db_image)) return;
  yield {
    code: "pgvector-missing",
    setting: "openwebui_db_image",
    message: `the image ${v.openwebui_db_image} has no pgvector`,
    hint: "choose a standard image, let the PostgreSQL operator's settings offer pgvector, or set openwebui_pgvector_enabled: false",
  };
}

function* sameArchive(v: V): Iterable<Finding> {
  if (!v.openwebui_recovery_enabled || !v.openwebui_backup_enabled) return;
  if (v.openwebui_backup_server_name !== v.openwebui_recovery_server_name) return;
  yield {
    code: "archive-written-twice",
    setting: "openwebui_backup_server_name",
    message: `the restored database would write into the archive ${v.openwebui_recovery_server_name} that it is made from, and PostgreSQL refuses to`,
    hint: `set openwebui_backup_server_name to a new name, such as ${databaseCluster}-2`,
  };
}

function* pluginOff(v: V, facts: Facts): Iterable<Finding> {
  if (!v.openwebui_plugin_needed || facts.offer("postgresql")?.backups !== false) return;
  yield {
    code: "backup-plugin-off",
    setting: v.openwebui_backup_enabled ? "openwebui_backup_enabled" : "openwebui_recovery_enabled",
    message: "backups and restores need the operator's barman-cloud plugin, which is off",
    hint: "let the operator's settings run the plugin, or set openwebui_backup_enabled: false",
  };
}
