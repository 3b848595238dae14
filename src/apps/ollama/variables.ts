import type { ClusterVariables } from "../../cluster/variables.ts";
import type { OllamaSettings } from "../../generated/settings.ts";
import type { CiliumRules, PlainRules } from "../../network.ts";
import type { PullJob } from "./pull-jobs.ts";

/** What Ollama computes from its settings and its offers. */
export interface OllamaDerived {
  readonly ollama_url: string;
  readonly ollama_image: string;
  readonly ollama_image_pinned_tag: string;
  readonly ollama_volume_class: string;
  readonly ollama_env: readonly EnvironmentEntry[];
  readonly ollama_resources: object;
  readonly ollama_taints: readonly object[];
  readonly ollama_pull_jobs: readonly PullJob[];
  readonly ollama_plain_rules: PlainRules;
  readonly ollama_cilium_rules: CiliumRules;
  readonly ollama_pull_plain_rules: PlainRules;
  readonly ollama_pull_cilium_rules: CiliumRules;
}

/** All that Ollama may read. */
export type OllamaVariables = ClusterVariables & OllamaSettings & OllamaDerived;

/** One variable of the container's environment. */
export interface EnvironmentEntry {
  readonly name: string;
  readonly value: string;
}
