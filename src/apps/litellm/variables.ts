import type { PageRoute } from "../../cluster/page.ts";
import type { ClusterVariables } from "../../cluster/variables.ts";
import type { LitellmSettings } from "../../generated/settings.ts";
import type { EnvironmentEntry } from "../../pod-environment.ts";
import type { LitellmClientKeys } from "./client-keys.ts";
import type { LitellmDatabaseJobs } from "./database-jobs.ts";
import type { LitellmManifests } from "./manifests.ts";
import type { Mode } from "./modes.ts";

/** What LiteLLM computes from its settings, its offers and its grants. */
export interface LitellmDerived extends LitellmManifests, LitellmClientKeys, LitellmDatabaseJobs {
  readonly litellm_public_url: string;
  readonly litellm_internal_url: string;
  readonly litellm_route: PageRoute | null;
  readonly litellm_route_enabled: boolean;
  readonly litellm_image: string;
  readonly litellm_image_pinned_tag: string;
  readonly litellm_pods: number;
  readonly litellm_replicated: boolean;
  readonly litellm_model_names: readonly string[];
  readonly litellm_served_names: readonly string[];
  readonly litellm_claimed_models: readonly string[];
  readonly litellm_model_modes: Readonly<Record<string, Mode>>;
  readonly litellm_pool_size: number;
  readonly litellm_config: object;
  readonly litellm_config_hash: string;
  readonly litellm_env: readonly EnvironmentEntry[];
  readonly litellm_migration_env: readonly EnvironmentEntry[];
  readonly litellm_secret_data: Readonly<Record<string, string>>;
  readonly litellm_outbound_urls: readonly string[];
  readonly litellm_alerting_configured: boolean;
  readonly litellm_guardrail_configured: boolean;
  readonly litellm_database_cluster: string;
  readonly litellm_database_host: string;
  readonly litellm_database_url: string;
  readonly litellm_db_all_parameters: Readonly<Record<string, string>>;
  readonly litellm_db_priority_class: string;
  readonly litellm_plugin_needed: boolean;
}

/** All that LiteLLM may read. */
export type LitellmVariables = ClusterVariables & LitellmSettings & LitellmDerived;

/** The name of a setting of LiteLLM's. */
export type LitellmSetting = keyof LitellmSettings;
