import { object } from "../../rule-case.ts";
import type { KindCase } from "../kind-case.ts";
import { cluster, PLUGIN, scheduled } from "../objects.ts";

/** What is wrong in documents of these kinds, and what is not. */
export const cnpgOthersCases: readonly KindCase[] = [
  ["six fields", scheduled("schedule: 0 0 3 * * *, method: plugin, pluginConfiguration: {name: p}")],
  [
    "five fields",
    scheduled("schedule: 0 3 * * *, method: plugin, pluginConfiguration: {name: p}"),
    "backup-schedule",
  ],
  ["a word", scheduled('schedule: "@daily", method: plugin, pluginConfiguration: {name: p}')],
  ["a plugin without a name", scheduled("schedule: 0 0 3 * * *, method: plugin"), "backup-method"],
  [
    "a plugin that is not asked",
    scheduled("schedule: 0 0 3 * * *, pluginConfiguration: {name: p}"),
    "backup-method",
  ],
  [
    "the default of a cluster with a plugin",
    `${cluster(PLUGIN)}---\n${scheduled("schedule: 0 0 3 * * *").replace("name: pg", "name: a")}`,
    "backup-method",
  ],
  [
    "a server name in the store",
    object(
      "barmancloud.cnpg.io/v1",
      "ObjectStore",
      "spec: {configuration: {destinationPath: a, serverName: b}}\n",
    ),
    "server-name-in-store",
  ],
  [
    "PostgreSQL's own database",
    object("postgresql.cnpg.io/v1", "Database", "spec: {name: template1}\n"),
    "reserved-name",
  ],
  [
    "a reserved role",
    object("postgresql.cnpg.io/v1", "DatabaseRole", "spec: {name: streaming_replica}\n"),
    "reserved-name",
  ],
  [
    "a password and none",
    object(
      "postgresql.cnpg.io/v1",
      "DatabaseRole",
      "spec: {name: a, passwordSecret: {name: b}, disablePassword: true}\n",
    ),
    "one-of",
  ],
  [
    "a certificate without a login",
    object("postgresql.cnpg.io/v1", "DatabaseRole", "spec: {name: a, clientCertificate: {}}\n"),
    "excluded-field",
  ],
  [
    "a pooler that is called like its cluster",
    object("postgresql.cnpg.io/v1", "Pooler", "spec: {cluster: {name: a}}\n"),
    "object-name",
  ],
];
