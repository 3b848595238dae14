import type { Finding, Rule } from "../../../app.ts";
import { databaseCluster } from "../database.ts";
import type { LitellmVariables } from "../variables.ts";

/** Backups must be able to be made, and a restored database must not write over what it came from. */
export const backupRules: readonly Rule<LitellmVariables>[] = [sameArchive, otherBucket];

function* sameArchive(v: LitellmVariables): Iterable<Finding> {
  if (!v.litellm_recovery_enabled || !v.litellm_backup_enabled) return;
  if (v.litellm_backup_server_name !== v.litellm_recovery_server_name) return;
  yield {
    code: "archive-written-twice",
    setting: "litellm_backup_server_name",
    message: `the restored database would write into the archive ${v.litellm_recovery_server_name} that it is made from, and PostgreSQL refuses to`,
    hint: `set litellm_backup_server_name to a new name, such as ${databaseCluster}-2`,
  };
}

function* otherBucket(v: LitellmVariables): Iterable<Finding> {
  if (!v.litellm_plugin_needed) return;
  const bucket = /^s3:\/\/([^/]+)/.exec(v.litellm_backup_destination_path)?.[1];
  if (bucket === v.litellm_backup_bucket) return;
  yield {
    code: "bucket-mismatch",
    setting: "litellm_backup_destination_path",
    message: `backups go to the bucket ${bucket}, but litellm_backup_bucket is ${v.litellm_backup_bucket}`,
    hint: "name the same bucket in litellm_backup_bucket",
  };
}
