import type { DragonflyVariables } from "./variables.ts";

/** `spec.snapshot` of the Dragonfly resource; null without a place to write to. */
export function snapshots(v: DragonflyVariables): object | null {
  const cron = v.dragonfly_snapshot_cron;
  // Replicas would write the same names to the same bucket.
  if (v.dragonfly_backup_enabled)
    return { cron, dir: `s3://${v.dragonfly_s3_bucket}`, enableOnMasterOnly: true };
  if (v.dragonfly_snapshot_volume_size === null) return null;
  const volume = {
    accessModes: ["ReadWriteOnce"],
    storageClassName: v.dragonfly_storage_class,
    resources: { requests: { storage: v.dragonfly_snapshot_volume_size } },
  };
  return { cron, persistentVolumeClaimSpec: volume };
}
