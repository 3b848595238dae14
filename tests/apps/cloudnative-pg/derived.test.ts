import { describe, expect, test } from "vitest";
import { app } from "../../../src/apps/cloudnative-pg/app.ts";
import type { CloudnativePgVariables } from "../../../src/apps/cloudnative-pg/variables.ts";
import { type DatabaseClaim, type Settings, variablesOf } from "./given.ts";

const kept: DatabaseClaim = { cluster: "notes-db", namespace: "notes", backup: false };
const backedUp: DatabaseClaim = { ...kept, backup: true };
const shared = { rustfs_enabled: true, cnpg_s3_access_key: "access", cnpg_s3_secret_key: "secret" };

interface PluginCase {
  readonly name: string;
  readonly settings?: Settings;
  readonly databases?: readonly DatabaseClaim[];
  readonly available?: boolean;
  readonly active: boolean;
}

const pluginCases: readonly PluginCase[] = [
  { name: "nobody asks for a backup", databases: [kept], active: false },
  { name: "a database asks for one", databases: [kept, backedUp], active: true },
  { name: "the credential is shared", settings: shared, active: true },
  { name: "switched on", settings: { cnpg_barman_plugin_enabled: true }, active: true },
  {
    name: "switched off",
    settings: { ...shared, cnpg_barman_plugin_enabled: false },
    databases: [backedUp],
    available: false,
    active: false,
  },
  {
    name: "no cert-manager",
    settings: { cert_manager_enabled: false },
    databases: [backedUp],
    available: false,
    active: false,
  },
];

describe("the backup plugin", () => {
  test.each(pluginCases)("$name", ({ settings = {}, databases = [], available = true, active }) => {
    const variables = variablesOf(settings, databases);
    expect(variables.value("cnpg_backups_available")).toBe(available);
    expect(variables.value("cnpg_barman_plugin_active")).toBe(active);
    const all = variables.all as unknown as CloudnativePgVariables;
    const ready = app.ready?.(all, variables.facts("cloudnative-pg"));
    expect(ready).toEqual(active ? ["cloudnative-pg", "cloudnative-pg-barman-plugin"] : ["cloudnative-pg"]);
  });
});

const shareCases: readonly { name: string; settings: Settings; enabled: boolean }[] = [
  { name: "everything is there", settings: shared, enabled: true },
  { name: "switched off", settings: { ...shared, cnpg_backup_enabled: false }, enabled: false },
  { name: "no object store", settings: { ...shared, rustfs_enabled: false }, enabled: false },
  { name: "half a credential", settings: { ...shared, cnpg_s3_secret_key: null }, enabled: false },
  { name: "no plugin", settings: { ...shared, cnpg_barman_plugin_enabled: false }, enabled: false },
  { name: "no operator", settings: { ...shared, cnpg_enabled: false }, enabled: false },
];

test.each(shareCases)("the shared credential: $name", ({ settings, enabled }) => {
  expect(variablesOf(settings).value("cnpg_backup_enabled")).toBe(enabled);
});

const valueCases: readonly [variable: string, settings: Settings, expected: unknown][] = [
  ["cnpg_enabled", { cnpg_enabled: null }, false],
  ["cnpg_storage_class", { storage_class: "fast" }, "fast"],
  ["cnpg_storage_class", { storage_class: "fast", cnpg_storage_class: "slow" }, "slow"],
  ["cnpg_barman_plugin_tag", {}, null],
  ["cnpg_barman_plugin_tag", { cnpg_barman_plugin_version: "0.13.0" }, "v0.13.0"],
  ["cnpg_barman_plugin_args", {}, ["--log-level=info"]],
  ["cnpg_barman_plugin_args", { cnpg_barman_plugin_log_level: "warn" }, ["--log-level=warning"]],
  ["cnpg_instance_namespaces", {}, ["notes"]],
  ["cnpg_instance_namespaces", { cnpg_database_namespaces: ["notes", "identity"] }, ["identity", "notes"]],
  [
    "cnpg_operator_down_expression",
    { cnpg_namespace: "databases" },
    'absent(up{namespace="databases", pod=~"cloudnative-pg-.+"} == 1)',
  ],
];

test.each(valueCases)("%s of %o", (variable, settings, expected) => {
  expect(variablesOf(settings, [kept]).value(variable)).toEqual(expected);
});

test("each claimed database brings the query for its alert", () => {
  const up = 'cnpg_collector_up{namespace="notes", pod=~"notes-db-[0-9]+"}';
  expect(variablesOf({}, [kept]).value("cnpg_claimed_databases")).toEqual([
    {
      cluster: "notes-db",
      namespace: "notes",
      offlineExpression: `absent(${up}) and on () last_over_time(${up}[7d])`,
    },
  ]);
});
