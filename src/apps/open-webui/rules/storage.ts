import type { Facts, Finding, Rule } from "../../../app.ts";
import type { OpenWebuiVariables } from "../variables.ts";

type V = OpenWebuiVariables;

/** Nothing may be kept where it does not last. */
export const storageRules: readonly Rule<V>[] = [
  (_v, facts) => halfPair(facts, "the user of the bucket for files", "openwebui_s3"),
  (_v, facts) => halfPair(facts, "the backup user", "openwebui_backup_s3"),
  filesOnlyInStore,
  fileOnSharedVolume,
];

function* halfPair(facts: Facts, of: string, prefix: string): Iterable<Finding> {
  const settings = [`${prefix}_access_key`, `${prefix}_secret_key`];
  const setting = settings.find((one) => facts.has(one));
  const missing = settings.filter((one) => !facts.has(one));
  if (!setting || missing.length === 0) return;
  yield {
    code: "half-credential",
    setting,
    missing,
    message: `${of} needs ${settings.join(" and ")}, but ${missing.join()} is missing`,
    hint: `set ${missing.join()}, or remove ${setting}`,
  };
}

/** With an object store the chart gives the pod no volume, and a file of the pod goes with it. */
function* filesOnlyInStore(v: V): Iterable<Finding> {
  if (!v.openwebui_s3_enabled || v.openwebui_pgvector_enabled) return;
  yield {
    code: "data-would-be-lost",
    setting: "openwebui_s3_enabled",
    message: "with files in an object store there is no volume, so chats and vectors would go with the pod",
    hint: "let openwebui_postgresql_enabled and openwebui_pgvector_enabled be on, or set openwebui_s3_enabled: false",
  };
}

/** SQLite on a network file system is not supported since Open WebUI 0.9. */
function* fileOnSharedVolume(v: V): Iterable<Finding> {
  if (v.openwebui_postgresql_enabled || v.openwebui_volume_access_mode !== "ReadWriteMany") return;
  yield {
    code: "sqlite-on-shared-volume",
    setting: "openwebui_volume_access_mode",
    message:
      "a volume that several nodes mount is a network file system, on which a database file is damaged",
    hint: "set openwebui_volume_access_mode: ReadWriteOnce, or switch openwebui_postgresql_enabled on",
  };
}
