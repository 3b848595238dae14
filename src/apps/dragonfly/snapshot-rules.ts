import type { Facts, Finding, Rule } from "../../app.ts";
import type { DragonflyVariables } from "./variables.ts";

/** What snapshots need, and what contradicts them. */
export const snapshotRules: readonly Rule<DragonflyVariables>[] = [halfKeys, twoPlaces];

function* halfKeys(v: DragonflyVariables, facts: Facts): Iterable<Finding> {
  // Where backups are asked for, their toggle names both keys.
  if (v.dragonfly_backup_enabled) return;
  const pair = ["dragonfly_s3_access_key", "dragonfly_s3_secret_key"] as const;
  const [missing] = pair.filter((name) => !facts.has(name));
  const set = pair.find((name) => facts.has(name));
  if (missing === undefined || set === undefined) return;
  yield {
    code: "half-credential",
    setting: set,
    missing: [missing],
    message: `${set} is set without ${missing}, so no snapshot can be written`,
    hint: `set ${missing} too, or remove ${set}`,
  };
}

function* twoPlaces(v: DragonflyVariables, facts: Facts): Iterable<Finding> {
  if (!v.dragonfly_backup_enabled || !facts.has("dragonfly_snapshot_volume_size")) return;
  yield {
    code: "dragonfly-snapshots-in-two-places",
    setting: "dragonfly_snapshot_volume_size",
    message: "dragonfly_backup_enabled sends snapshots to the object store, so the volume would stay empty",
    hint: "remove dragonfly_snapshot_volume_size, or set dragonfly_backup_enabled: false",
  };
}
