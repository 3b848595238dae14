import type { ClusterVariables } from "../../cluster/variables.ts";
import type { CloudnativePgSettings } from "../../generated/settings.ts";
import type { CiliumRules, PlainRules } from "../../network.ts";

/** A database that an app claims, with what its alert needs. */
export interface ClaimedDatabase {
  readonly cluster: string;
  readonly namespace: string;
  /** PromQL that yields a sample when no instance reports any metric. */
  readonly offlineExpression: string;
}

/** Variables computed from the settings and from the claims on databases. */
export interface CloudnativePgDerived {
  readonly cnpg_backups_available: boolean;
  readonly cnpg_barman_plugin_active: boolean;
  readonly cnpg_barman_plugin_tag: string | null;
  readonly cnpg_barman_plugin_args: readonly string[];
  readonly cnpg_claimed_databases: readonly ClaimedDatabase[];
  readonly cnpg_instance_namespaces: readonly string[];
  readonly cnpg_operator_down_expression: string;
  readonly cnpg_operator_plain_rules: PlainRules;
  readonly cnpg_operator_cilium_rules: CiliumRules;
  readonly cnpg_barman_plugin_plain_rules: PlainRules;
  readonly cnpg_barman_plugin_cilium_rules: CiliumRules;
}

/** What CloudNativePG may read. */
export type CloudnativePgVariables = ClusterVariables & CloudnativePgSettings & CloudnativePgDerived;
