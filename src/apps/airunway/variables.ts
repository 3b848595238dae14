import type { PageRoute } from "../../cluster/page.ts";
import type { ClusterVariables } from "../../cluster/variables.ts";
import type { AirunwaySettings } from "../../generated/settings.ts";
import type { CiliumRules, PlainRules } from "../../network.ts";
import type { Image, Patch } from "./manifests.ts";
import type { ShimManifests } from "./shims.ts";

/** Variables that this app computes. */
export interface AirunwayDerived {
  readonly airunway_public_url: string;
  readonly airunway_route: PageRoute | null;
  readonly airunway_route_enabled: boolean;
  readonly airunway_allowed_origins: readonly string[];
  readonly airunway_source_ref: object;
  readonly airunway_source_ignore: string;
  readonly airunway_images: readonly Image[];
  readonly airunway_patches: readonly Patch[];
  readonly airunway_shim_manifests: readonly ShimManifests[];
  readonly airunway_page_plain_rules: PlainRules;
  readonly airunway_page_cilium_rules: CiliumRules;
  readonly airunway_controller_plain_rules: PlainRules;
  readonly airunway_controller_cilium_rules: CiliumRules;
}

/** All that this app reads: its settings, the cluster's, and what it computes from them. */
export type AirunwayVariables = ClusterVariables & AirunwaySettings & AirunwayDerived;
