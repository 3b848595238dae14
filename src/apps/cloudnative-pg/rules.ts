import type { Facts, Finding, Rule } from "../../app.ts";
import { amountOf } from "../../quantity.ts";
import { pgvectorRules } from "./pgvector-rules.ts";
import { postgresImage } from "./postgres-image-rule.ts";
import type { CloudnativePgVariables } from "./variables.ts";

type V = CloudnativePgVariables;

/** Rules over several settings. */
export const rules: readonly Rule<V>[] = [
  pluginNeedsCertManager,
  backupNeedsPlugin,
  wholeCredential,
  memoryLimits,
  postgresImage,
  pgvectorRules,
];

function* pluginNeedsCertManager(v: V): Iterable<Finding> {
  if (v.cnpg_barman_plugin_enabled !== true || v.cert_manager_enabled) return;
  yield {
    code: "plugin-needs-cert-manager",
    setting: "cnpg_barman_plugin_enabled",
    message: "cnpg_barman_plugin_enabled needs cert_manager_enabled, which is false",
    hint: "set cert_manager_enabled: true, or leave cnpg_barman_plugin_enabled out",
  };
}

function* backupNeedsPlugin(v: V, facts: Facts): Iterable<Finding> {
  const clusters = facts.claims("database").flatMap(({ cluster, backup }) => (backup ? [cluster] : []));
  // A plugin that is asked for and cannot run is told of as such.
  if (v.cnpg_backups_available || v.cnpg_barman_plugin_enabled === true || clusters.length === 0) return;
  const setting =
    v.cnpg_barman_plugin_enabled === false ? "cnpg_barman_plugin_enabled" : "cert_manager_enabled";
  yield {
    code: "backup-needs-plugin",
    setting,
    message: `${setting} is false, but ${clusters.join(", ")} is to be backed up, which needs the Barman Cloud plugin`,
    hint: `set ${setting}: true, or switch the backup off`,
  };
}

function* wholeCredential(_v: V, facts: Facts): Iterable<Finding> {
  const keys = ["cnpg_s3_access_key", "cnpg_s3_secret_key"];
  const given = keys.find((key) => facts.has(key));
  const missing = keys.find((key) => !facts.has(key));
  if (given === undefined || missing === undefined) return;
  yield {
    code: "half-credential",
    setting: given,
    message: `${given} is set, but ${missing} is not`,
    hint: `set ${missing} too, or leave both out`,
  };
}

const memory = [
  ["cnpg_memory_request", "cnpg_memory_limit"],
  ["cnpg_barman_plugin_memory_request", "cnpg_barman_plugin_memory_limit"],
] as const;

function* memoryLimits(v: V): Iterable<Finding> {
  for (const [request, limit] of memory) {
    const [asked, allowed] = [amountOf(v[request]), amountOf(v[limit])];
    if (asked === undefined || allowed === undefined || asked <= allowed) continue;
    yield {
      code: "limit-under-request",
      setting: limit,
      message: `${limit} (${v[limit]}) is below ${request} (${v[request]})`,
      hint: `set ${limit} to ${v[request]} or more`,
    };
  }
}
