import type { PageRoute } from "../../cluster/page.ts";
import type { ClusterVariables } from "../../cluster/variables.ts";
import type { HeadlampSettings } from "../../generated/settings.ts";
import type { CiliumRules, PlainRules } from "../../network.ts";
import type { PluginImages } from "./plugin-images.ts";

/** Variables that this app computes. */
export interface HeadlampDerived {
  readonly headlamp_public_url: string;
  readonly headlamp_route: PageRoute | null;
  readonly headlamp_route_enabled: boolean;
  readonly headlamp_replicated: boolean;
  readonly headlamp_image_tag: string;
  readonly headlamp_env: readonly object[];
  readonly headlamp_resources: object;
  readonly headlamp_oidc_secret_data: Readonly<Record<string, string>>;
  readonly headlamp_oidc_checksum: string;
  readonly headlamp_plugins_used: boolean;
  readonly headlamp_plugin_config: string;
  readonly headlamp_plugin_images: PluginImages;
  readonly headlamp_role_bindings: readonly RoleBinding[];
  readonly headlamp_ai_assistant_base_url: string | null;
  readonly headlamp_ai_assistant_provider: string | null;
  readonly headlamp_plain_rules: PlainRules;
  readonly headlamp_cilium_rules: CiliumRules;
}

/** A group with its ClusterRole, and a name that stays as long as both do. */
export interface RoleBinding {
  readonly name: string;
  readonly group: string;
  readonly cluster_role: string;
}

/** All that this app reads: its settings, the cluster's, and what it computes from them. */
export type HeadlampVariables = ClusterVariables & HeadlampSettings & HeadlampDerived;
