import type { Problem } from "../../problem.ts";
import { amountOf } from "../../quantity.ts";
import { shown } from "../problems.ts";
import { get, list, mapping, scalarText, text, type Value } from "../value.ts";
import { archivers } from "./cnpg-backup.ts";
import { FIXED_PARAMETERS } from "./cnpg-parameters.ts";
import { atMostOne, has, type KindRules, type Subject } from "./kind.ts";
import { requestsWithinLimits } from "./resources.ts";

/** CloudNativePG 1.30: the expressions of its CRD, and internal/webhook/v1/cluster_webhook.go. */
export const cnpgClusterKinds: KindRules = {
  "postgresql.cnpg.io/Cluster": [
    ...[name, image, bootstrap, sources, archiver, sharedBuffers, walSizes, parameters, storage, replicas],
    ...[managedRoles, locale("bootstrap", "initdb"), synchronous, resources],
  ],
};

function* name({ manifest, fail }: Subject): Iterable<Problem> {
  if (manifest.name.length <= 50) return;
  yield fail(
    "object-name",
    ["metadata", "name"],
    "the name of a Cluster has at most 50 characters",
    "make it shorter",
  );
}

function* image(subject: Subject): Iterable<Problem> {
  yield* atMostOne(subject, ["spec"], subject.spec, ["imageName", "imageCatalogRef"]);
}

function* bootstrap(subject: Subject): Iterable<Problem> {
  const { spec, fail } = subject;
  const at = ["spec", "bootstrap"];
  yield* atMostOne(subject, at, get(spec, "bootstrap"), ["initdb", "recovery", "pg_basebackup"]);
  const initdb = get(spec, "bootstrap", "initdb");
  const database = text(get(initdb, "database"));
  const owner = text(get(initdb, "owner"));
  if (database !== undefined && RESERVED_DATABASES.has(database)) {
    const place = [...at, "initdb", "database"];
    yield fail("reserved-name", place, `the database ${database} is PostgreSQL's own`, "choose another name");
  }
  if (owner === undefined || !isReservedRole(owner)) return;
  yield fail(
    "reserved-name",
    [...at, "initdb", "owner"],
    `the role ${shown(owner)} is reserved`,
    "choose another name",
  );
}

export const RESERVED_DATABASES: ReadonlySet<string> = new Set(["postgres", "template0", "template1"]);

export function isReservedRole(role: string): boolean {
  return role === "postgres" || role === "streaming_replica" || /^(pg_|cnpg_)/.test(role);
}

/** What a bootstrap or a replica names must be among the external clusters. */
function* sources({ spec, fail }: Subject): Iterable<Problem> {
  const known = list(get(spec, "externalClusters")).map((cluster) => get(cluster, "name"));
  for (const path of [["bootstrap", "recovery"], ["bootstrap", "pg_basebackup"], ["replica"]]) {
    const source = text(get(spec, ...path, "source"));
    if (source === undefined || source.includes("${") || known.includes(source)) continue;
    const hint = "name one of externalClusters, or add it there";
    yield fail(
      "missing-external-cluster",
      ["spec", ...path, "source"],
      "there is no such external cluster",
      hint,
    );
  }
}

function* archiver({ spec, fail }: Subject): Iterable<Problem> {
  const count = archivers(spec).length;
  const at = ["spec", "plugins"];
  if (count > 1)
    yield fail("wal-archivers", at, "two plugins archive the log", "set isWALArchiver on one of them");
  if (count === 0 || !has(spec, "backup", "barmanObjectStore")) return;
  const message = "the log is archived by a plugin and by barmanObjectStore";
  yield fail("wal-archivers", ["spec", "backup", "barmanObjectStore"], message, "keep the plugin");
}

function* sharedBuffers({ spec, fail }: Subject): Iterable<Problem> {
  const buffers = postgresBytes(text(get(spec, "postgresql", "parameters", "shared_buffers")), 8192);
  const request = amountOf(scalarText(get(spec, "resources", "requests", "memory")));
  if (buffers === undefined || request === undefined || buffers <= request) return;
  const at = ["spec", "postgresql", "parameters", "shared_buffers"];
  yield fail(
    "shared-buffers",
    at,
    "shared_buffers is more than the requested memory",
    "lower it, or request more",
  );
}

function* walSizes({ spec, fail }: Subject): Iterable<Problem> {
  const { min_wal_size: least, max_wal_size: most } = mapping(get(spec, "postgresql", "parameters"));
  const low = postgresBytes(text(least) ?? "80MB", 2 ** 20);
  const high = postgresBytes(text(most) ?? "1GB", 2 ** 20);
  if ((least ?? most) === undefined || low === undefined || high === undefined || low < high) return;
  const at = ["spec", "postgresql", "parameters", least === undefined ? "max_wal_size" : "min_wal_size"];
  yield fail("wal-sizes", at, "min_wal_size is not below max_wal_size", "raise max_wal_size");
}

/** Bytes of a size in postgresql.conf; a bare number counts in `unit`. */
function postgresBytes(size: string | undefined, unit: number): number | undefined {
  const [, number, suffix] = /^(\d+)\s*(B|kB|MB|GB|TB)?$/.exec(size ?? "") ?? [];
  if (number === undefined) return undefined;
  const factors: Readonly<Record<string, number>> = {
    B: 1,
    kB: 2 ** 10,
    MB: 2 ** 20,
    GB: 2 ** 30,
    TB: 2 ** 40,
  };
  return Number(number) * (suffix === undefined ? unit : (factors[suffix] ?? 1));
}

function* parameters({ spec, fail }: Subject): Iterable<Problem> {
  for (const parameter of Object.keys(mapping(get(spec, "postgresql", "parameters")))) {
    if (!FIXED_PARAMETERS.has(parameter)) continue;
    const at = ["spec", "postgresql", "parameters", parameter];
    yield fail("fixed-parameter", at, `${parameter} is set by the operator itself`, "take it out");
  }
}

function* storage({ spec, fail }: Subject): Iterable<Problem> {
  for (const volume of ["storage", "walStorage"]) {
    const found = get(spec, volume);
    if (volume === "walStorage" && found === undefined) continue;
    const size = get(found, "size") ?? get(found, "pvcTemplate", "resources", "requests", "storage");
    if ((size ?? null) === null) {
      yield fail(
        "volume-size",
        ["spec", volume],
        `${volume} has no size`,
        `write ${volume}.size, such as 10Gi`,
      );
    } else if (typeof size === "string" && !size.includes("${") && amountOf(size) === undefined) {
      const at = ["spec", volume, ...(has(found, "size") ? ["size"] : [])];
      yield fail("volume-size", at, `the size of ${volume} is none`, "write a quantity such as 10Gi");
    }
  }
}

function* replicas({ spec, fail }: Subject): Iterable<Problem> {
  const { instances, minSyncReplicas = 0, maxSyncReplicas = 0 } = mapping(spec);
  if (typeof maxSyncReplicas !== "number" || typeof minSyncReplicas !== "number") return;
  const total = typeof instances === "number" ? instances : 1;
  if (maxSyncReplicas > 0 && maxSyncReplicas >= total) {
    const message = "maxSyncReplicas must be below the number of instances";
    yield fail("sync-replicas", ["spec", "maxSyncReplicas"], message, "lower it, or add instances");
  }
  if (minSyncReplicas <= maxSyncReplicas) return;
  const message = "minSyncReplicas is more than maxSyncReplicas";
  yield fail("sync-replicas", ["spec", "minSyncReplicas"], message, "lower it");
}

function* managedRoles({ spec, fail }: Subject): Iterable<Problem> {
  const seen = new Set<Value>();
  for (const [index, role] of list(get(spec, "managed", "roles")).entries()) {
    const called = text(get(role, "name"));
    const at = ["spec", "managed", "roles", index, "name"];
    if (called === undefined) continue;
    if (isReservedRole(called))
      yield fail("reserved-name", at, `the role ${shown(called)} is reserved`, "choose another name");
    if (seen.has(called))
      yield fail("duplicate-entry", at, `the role ${shown(called)} is managed twice`, "keep one");
    seen.add(called);
  }
}

/** The locale settings that belong to one provider each. */
export function locale(...path: readonly string[]): (subject: Subject) => Iterable<Problem> {
  return function* ({ spec, fail }) {
    const found = get(spec, ...path);
    const provider = get(found, "localeProvider");
    for (const [field, needed] of [
      ["builtinLocale", "builtin"],
      ["icuLocale", "icu"],
      ["icuRules", "icu"],
    ] as const) {
      if (!has(found, field) || provider === needed) continue;
      const at = ["spec", ...path, field];
      yield fail(
        "locale-provider",
        at,
        `${field} needs localeProvider: ${needed}`,
        "set localeProvider, or take it out",
      );
    }
  };
}

function* synchronous({ spec, fail }: Subject): Iterable<Problem> {
  const found = get(spec, "postgresql", "synchronous");
  if (get(found, "dataDurability") !== "preferred") return;
  for (const field of ["standbyNamesPre", "standbyNamesPost"]) {
    if (list(get(found, field)).length === 0) continue;
    const at = ["spec", "postgresql", "synchronous", field];
    yield fail("excluded-field", at, `${field} does not go with dataDurability: preferred`, "take it out");
  }
}

function* resources(subject: Subject): Iterable<Problem> {
  yield* requestsWithinLimits(subject, ["spec", "resources"]);
}
