import type { Derivations, Facts } from "../../app.ts";
import type { Claims } from "../../offers.ts";
import { ciliumPolicy, plainPolicy } from "../../policy-variables.ts";
import { operatorFlows, pluginFlows } from "./flows.ts";
import type { ClaimedDatabase, CloudnativePgDerived, CloudnativePgVariables } from "./variables.ts";

type V = CloudnativePgVariables;

/** Variables computed from the settings. Only those that the `postgresql` offer does not read may read claims. */
export const derived: Derivations<CloudnativePgDerived, V> = {
  cnpg_backups_available: {
    type: "boolean",
    description: "Whether the Barman Cloud plugin runs as soon as a database asks for a backup.",
    setInstead: "cert_manager_enabled and cnpg_barman_plugin_enabled",
    of: (v) => v.cert_manager_enabled && v.cnpg_barman_plugin_enabled !== false,
  },
  cnpg_barman_plugin_active: {
    type: "boolean",
    description: "Whether the Barman Cloud plugin is installed.",
    setInstead: "cnpg_barman_plugin_enabled",
    of: (v, facts) => v.cnpg_backups_available && (v.cnpg_barman_plugin_enabled === true || wanted(v, facts)),
  },
  cnpg_barman_plugin_tag: {
    type: "string",
    description: "Tag of the plugin's images; none where the chart's own are used.",
    setInstead: "cnpg_barman_plugin_version",
    of: (v) => (v.cnpg_barman_plugin_version === null ? null : `v${v.cnpg_barman_plugin_version}`),
  },
  cnpg_barman_plugin_args: {
    type: "array",
    description:
      "Arguments of the plugin after the chart's own, which ask for debug logs; the last one counts.",
    setInstead: "cnpg_barman_plugin_log_level",
    of: (v) => [`--log-level=${logLevel(v.cnpg_barman_plugin_log_level)}`],
  },
  cnpg_claimed_databases: {
    type: "array",
    description: "Databases that apps keep, with the query that tells when one is gone.",
    of: (_v, facts) => facts.claims("database").map(claimedDatabase),
  },
  cnpg_instance_namespaces: {
    type: "array",
    description: "Namespaces with databases that the operator must reach.",
    setInstead: "cnpg_database_namespaces",
    of: (v, facts) => instanceNamespaces(v, facts),
  },
  cnpg_operator_down_expression: {
    type: "string",
    description: "Query that tells when no operator answers Prometheus.",
    of: (v) => `absent(up{namespace="${v.cnpg_namespace}", pod=~"cloudnative-pg-.+"} == 1)`,
  },
  cnpg_operator_plain_rules: plainPolicy("the operator's", operatorFlows),
  cnpg_operator_cilium_rules: ciliumPolicy("the operator's", operatorFlows),
  cnpg_barman_plugin_plain_rules: plainPolicy("the plugin's", pluginFlows),
  cnpg_barman_plugin_cilium_rules: ciliumPolicy("the plugin's", pluginFlows),
};

function wanted(v: V, facts: Facts): boolean {
  return v.cnpg_backup_enabled || facts.claims("database").some((claim) => claim.backup);
}

/** The plugin spells out one of the levels that settings abbreviate. */
function logLevel(level: V["cnpg_barman_plugin_log_level"]): string {
  return level === "warn" ? "warning" : level;
}

/**
 * Pods are matched by name: a Prometheus that adds a `cluster` label of its own renames the exporter's. A database
 * counts as gone only if it was seen in the last week, so that one that nobody scrapes raises no alarm.
 */
function claimedDatabase({ cluster, namespace }: Claims["database"]): ClaimedDatabase {
  const up = `cnpg_collector_up{namespace="${namespace}", pod=~"${cluster}-[0-9]+"}`;
  return { cluster, namespace, offlineExpression: `absent(${up}) and on () last_over_time(${up}[7d])` };
}

function instanceNamespaces(v: V, facts: Facts): string[] {
  const claimed = facts.claims("database").map((claim) => claim.namespace);
  return [...new Set([...claimed, ...v.cnpg_database_namespaces])].sort();
}
