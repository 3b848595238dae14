import { cron, cronSeconds } from "../../config/schedules.ts";
import type { Problem } from "../../problem.ts";
import { get, list, select, text } from "../value.ts";
import { has, type KindRules, type Subject } from "./kind.ts";

/** Backups with CloudNativePG: what its webhook refuses, and what would leave nothing to restore. */
export const cnpgBackupKinds: KindRules = {
  "postgresql.cnpg.io/ScheduledBackup": [schedule, method],
  "postgresql.cnpg.io/Backup": [method],
  "barmancloud.cnpg.io/ObjectStore": [serverName],
  "postgresql.cnpg.io/Cluster": [baseBackup],
};

function* schedule({ spec, fail }: Subject): Iterable<Problem> {
  const written = text(get(spec, "schedule"));
  if (written === undefined || written.startsWith("@") || cronSeconds(written) === undefined) return;
  const hint = "write six fields, seconds first, such as 0 0 3 * * *";
  const five = cron(written) === undefined ? "this schedule has five fields" : "this is no schedule";
  yield fail("backup-schedule", ["spec", "schedule"], `${five}; CloudNativePG reads six`, hint);
}

function* method(subject: Subject): Iterable<Problem> {
  const { spec, fail } = subject;
  const way = get(spec, "method") ?? "barmanObjectStore";
  const isNamed = has(spec, "pluginConfiguration", "name");
  if (way === "plugin" && !isNamed) {
    const hint = "write pluginConfiguration.name: barman-cloud.cloudnative-pg.io";
    yield fail("backup-method", ["spec", "method"], "the method plugin names no plugin", hint);
  } else if (way !== "plugin" && has(spec, "pluginConfiguration")) {
    const message = "without method: plugin the plugin is not asked";
    yield fail("backup-method", ["spec", "pluginConfiguration"], message, "write method: plugin");
  } else if (way === "barmanObjectStore" && isArchivedByPlugin(subject)) {
    const message = "the cluster archives with a plugin, and this backup does not";
    yield fail("backup-method", ["spec"], message, "write method: plugin and pluginConfiguration.name");
  }
}

function isArchivedByPlugin({ spec, tree }: Subject): boolean {
  const name = text(get(spec, "cluster", "name"));
  return clusters(tree).some(
    ({ manifest }) =>
      manifest.name === name &&
      !has(manifest.value, "spec", "backup", "barmanObjectStore") &&
      archivers(manifest.value.spec).length > 0,
  );
}

function clusters({ objects }: Subject["tree"]): Subject["tree"]["objects"] {
  return objects.filter(
    ({ kind, manifest }) => kind === "Cluster" && manifest.group === "postgresql.cnpg.io",
  );
}

/** The plugins that archive the write-ahead log. */
export function archivers(spec: Subject["spec"]): readonly unknown[] {
  return list(get(spec, "plugins")).filter(
    (plugin) => get(plugin, "isWALArchiver") === true && get(plugin, "enabled") !== false,
  );
}

function* serverName({ spec, fail }: Subject): Iterable<Problem> {
  const at = ["spec", "configuration", "serverName"];
  if (!has(spec, "configuration", "serverName")) return;
  const hint = "write it as the parameter serverName of the plugin in the Cluster";
  yield fail("server-name-in-store", at, "an ObjectStore has no serverName of its own", hint);
}

/** An archive of the log without a base backup restores nothing: gives the warning `no-base-backup`. */
function* baseBackup({ manifest, spec, tree, warn }: Subject): Iterable<Problem> {
  const inTree = has(spec, "backup", "barmanObjectStore");
  if (!inTree && archivers(spec).length === 0) return;
  const named = tree.objects.filter(({ kind }) => kind === "ScheduledBackup" || kind === "Backup");
  const names = named.flatMap((backup) => select(backup.manifest.value, "spec.cluster.name"));
  if (names.some(({ value }) => value === manifest.name)) return;
  const at = inTree ? ["spec", "backup"] : ["spec", "plugins"];
  const message = "it archives its log, but nothing makes a base backup, so nothing can be restored";
  yield warn("no-base-backup", at, message, "add a ScheduledBackup for it");
}
