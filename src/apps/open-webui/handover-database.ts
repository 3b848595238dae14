import type { HandoverStep } from "../../app.ts";
import { fluxNamespace } from "../../cluster/flux-namespace.ts";
import {
  type Archive,
  dumpByHand,
  finishRestore,
  type KeptDatabase,
  restoreFromArchive,
} from "../../handover/database.ts";
import { databaseCluster, name } from "./names.ts";
import type { OpenWebuiVariables } from "./variables.ts";

type V = OpenWebuiVariables;

/** How Open WebUI's database is brought back, where it has one. */
export function databaseSteps(v: V): HandoverStep[] {
  if (!v.openwebui_postgresql_enabled) return [];
  const database = keptDatabase(v);
  if (v.openwebui_recovery_enabled) return [finishRestore(database, archive(v), v.openwebui_backup_enabled)];
  return [v.openwebui_backup_enabled ? restoreFromArchive(database, archive(v)) : dumpByHand(database)];
}

function keptDatabase(v: V): KeptDatabase {
  return {
    title: "Open WebUI's database",
    cluster: databaseCluster,
    namespace: v.openwebui_namespace,
    database: v.openwebui_db_name,
    owner: v.openwebui_db_user,
    workload: `deployment/${name}`,
    release: name,
    flux: {
      database: `${name}-database`,
      app: name,
      namespace: fluxNamespace(v, v.openwebui_namespace),
    },
  };
}

function archive(v: V): Archive {
  return {
    recoveryEnabled: "openwebui_recovery_enabled",
    recoveryServerName: "openwebui_recovery_server_name",
    recoveryTargetTime: "openwebui_recovery_target_time",
    backupServerName: "openwebui_backup_server_name",
    now: v.openwebui_backup_server_name,
  };
}
