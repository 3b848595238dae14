import { object } from "../../rule-case.ts";
import type { KindCase } from "../kind-case.ts";
import { cluster, PLUGIN, scheduled } from "../objects.ts";

/** What is wrong in documents of these kinds, and what is not. */
export const cnpgClustersCases: readonly KindCase[] = [
  ["a plain one", cluster("")],
  [
    "a name of 51 characters",
    object("postgresql.cnpg.io/v1", "Cluster", "spec: {storage: {size: 1Gi}}\n", "a".repeat(51)),
    "object-name",
  ],
  [
    "a name with a dot",
    object("postgresql.cnpg.io/v1", "Cluster", "spec: {storage: {size: 1Gi}}\n", "a.b"),
    "object-name",
  ],
  ["an image and a catalogue", cluster("imageName: a, imageCatalogRef: {name: b}"), "one-of"],
  [
    "two ways to begin",
    cluster("bootstrap: {initdb: {database: a, owner: a}, recovery: {backup: {name: b}}}"),
    "one-of",
  ],
  [
    "PostgreSQL's own database",
    cluster("bootstrap: {initdb: {database: postgres, owner: a}}"),
    "reserved-name",
  ],
  ["the superuser as owner", cluster("bootstrap: {initdb: {database: a, owner: postgres}}"), "reserved-name"],
  [
    "a source that is not listed",
    cluster("bootstrap: {recovery: {source: b}}, externalClusters: [{name: c}]"),
    "missing-external-cluster",
  ],
  [
    "two archivers",
    cluster("plugins: [{name: p, isWALArchiver: true}, {name: q, isWALArchiver: true}]"),
    "no-base-backup",
    "wal-archivers",
  ],
  [
    "a plugin and the old way",
    cluster(`${PLUGIN}, backup: {barmanObjectStore: {}}`),
    "no-base-backup",
    "wal-archivers",
  ],
  [
    "shared_buffers over the request",
    cluster('resources: {requests: {memory: 512Mi}}, postgresql: {parameters: {shared_buffers: "1GB"}}'),
    "shared-buffers",
  ],
  [
    "shared_buffers in blocks",
    cluster('resources: {requests: {memory: 512Mi}}, postgresql: {parameters: {shared_buffers: "1000"}}'),
  ],
  ["a log that cannot grow", cluster('postgresql: {parameters: {min_wal_size: "2GB"}}'), "wal-sizes"],
  [
    "a parameter of the operator",
    cluster('postgresql: {parameters: {archive_command: "true"}}'),
    "fixed-parameter",
  ],
  [
    "a request over its limit",
    cluster("resources: {requests: {memory: 2Gi}, limits: {memory: 1Gi}}"),
    "request-over-limit",
  ],
  ["as many followers as instances", cluster("maxSyncReplicas: 3"), "sync-replicas"],
  ["a role twice", cluster("managed: {roles: [{name: a}, {name: a}]}"), "duplicate-entry"],
  ["a reserved role", cluster("managed: {roles: [{name: pg_monitor}]}"), "reserved-name"],
  ["a locale without its provider", cluster("bootstrap: {initdb: {icuLocale: de}}"), "locale-provider"],
  ["no size", object("postgresql.cnpg.io/v1", "Cluster", "spec: {instances: 1}\n"), "volume-size"],
  [
    "a size that is none",
    object("postgresql.cnpg.io/v1", "Cluster", "spec: {storage: {size: 10GB}}\n"),
    "volume-size",
  ],
  ["an archive without a base backup", cluster(PLUGIN), "no-base-backup"],
  [
    "an archive with one",
    `${cluster(PLUGIN)}---\n${scheduled("schedule: 0 0 3 * * *, method: plugin, pluginConfiguration: {name: p}").replace("name: pg", "name: a")}`,
  ],
];
