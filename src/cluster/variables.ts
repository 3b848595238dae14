import type { BaseSettings } from "../generated/settings.ts";

/** Variables that every app may read besides the base settings. */
export interface ClusterDerived {
  readonly keycloak_hostname: string;
  readonly keycloak_issuer_url: string;
  readonly keycloak_internal_issuer_url: string;
  readonly network_policies_enforced: boolean;
  readonly network_policies_plain: boolean;
  readonly network_policies_with_cilium: boolean;
}

/** What any app may read of the cluster. */
export type ClusterVariables = BaseSettings & ClusterDerived;
