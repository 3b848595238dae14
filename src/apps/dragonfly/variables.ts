import type { ClusterVariables } from "../../cluster/variables.ts";
import type { DragonflySettings } from "../../generated/settings.ts";
import type { CiliumRules, PlainRules } from "../../network.ts";
import type { Peer } from "../../offers.ts";

/** Variables that this app computes. */
export interface DragonflyDerived {
  readonly dragonfly_host: string;
  readonly dragonfly_image: string;
  readonly dragonfly_operator_tag: string;
  readonly dragonfly_acl_file: string;
  readonly dragonfly_args: readonly string[];
  readonly dragonfly_snapshots: object | null;
  readonly dragonfly_snapshots_enabled: boolean;
  readonly dragonfly_s3_host: string;
  readonly dragonfly_s3_tls: boolean;
  readonly dragonfly_spread: readonly object[];
  readonly dragonfly_client_peers: readonly Peer[];
  readonly dragonfly_plain_rules: PlainRules;
  readonly dragonfly_cilium_rules: CiliumRules;
  readonly dragonfly_operator_plain_rules: PlainRules;
  readonly dragonfly_operator_cilium_rules: CiliumRules;
  readonly dragonfly_alerts: readonly object[];
  readonly dragonfly_dashboard: string;
}

/** All that this app reads: its settings, the cluster's, and what it computes from them. */
export type DragonflyVariables = ClusterVariables & DragonflySettings & DragonflyDerived;
