import type { Finding, Rule } from "../../../app.ts";
import type { OpenWebuiSetting, OpenWebuiVariables } from "../variables.ts";

type V = OpenWebuiVariables;

/** Several pods share everything that one would keep to itself (docs.openwebui.com, Multi-Replica). */
export const replicaRules: readonly Rule<V>[] = [shared];

interface Need {
  readonly setting: OpenWebuiSetting;
  readonly holds: (v: V) => boolean;
  readonly what: string;
  readonly hint: string;
}

const needs: readonly Need[] = [
  {
    setting: "openwebui_postgresql_enabled",
    holds: (v) => v.openwebui_postgresql_enabled,
    what: "users and chats in PostgreSQL: a file has one writer",
    hint: "run clusterloom secrets generate for openwebui_db_password, and switch the PostgreSQL operator on",
  },
  {
    setting: "openwebui_pgvector_enabled",
    holds: (v) => v.openwebui_pgvector_enabled,
    what: "the vectors of documents in PostgreSQL: a file has one writer",
    hint: "set openwebui_pgvector_enabled: true",
  },
  {
    setting: "openwebui_cache_enabled",
    holds: (v) => v.openwebui_cache_enabled,
    what: "the cache: a message for a browser may come to another pod than the browser",
    hint: "set openwebui_cache_enabled: true, and switch the cache on",
  },
  {
    setting: "openwebui_volume_access_mode",
    holds: (v) => v.openwebui_s3_enabled || v.openwebui_volume_access_mode === "ReadWriteMany",
    what: "files that every pod reaches",
    hint: "configure openwebui_s3_access_key and openwebui_s3_secret_key, or set openwebui_volume_access_mode: ReadWriteMany",
  },
];

function* shared(v: V): Iterable<Finding> {
  if (!v.openwebui_replicated) return;
  for (const { setting, holds, what, hint } of needs) {
    if (holds(v)) continue;
    const message = `openwebui_replicas is ${v.openwebui_replicas}, which needs ${what}`;
    yield { code: "replicas-share", setting, message, hint };
  }
}
