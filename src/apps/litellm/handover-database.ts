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
import { databaseCluster } from "./database.ts";
import type { LitellmVariables } from "./variables.ts";

type V = LitellmVariables;

/** How LiteLLM's database is brought back, where it is a Cluster of ours. */
export function databaseSteps(v: V, facts: Facts): HandoverStep[] {
  const isOurs = facts
    .claims("database")
    .some(({ cluster, namespace }) => cluster === databaseCluster && namespace === v.litellm_namespace);
  if (!isOurs) return [];
  const database = keptDatabase(v);
  if (v.litellm_recovery_enabled) return [finishRestore(database, archive(v), v.litellm_backup_enabled)];
  return [v.litellm_backup_enabled ? restoreFromArchive(database, archive(v)) : dumpByHand(database)];
}

function keptDatabase(v: V): KeptDatabase {
  return {
    title: "LiteLLM's database",
    cluster: databaseCluster,
    namespace: v.litellm_namespace,
    database: v.litellm_db_name,
    owner: v.litellm_db_user,
    workload: "deployment/litellm",
    release: "litellm",
    flux: {
      database: "litellm-database",
      app: "litellm",
      namespace: fluxNamespace(v, v.litellm_namespace),
    },
  };
}

function archive(v: V): Archive {
  return archiveOf("litellm", v.litellm_backup_server_name, "litellm_salt_key");
}
