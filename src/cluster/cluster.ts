import type { App, Derivations } from "../app.ts";
import { clusterHandover } from "./handover.ts";
import { live } from "./live.ts";
import { externalOffers } from "./offers.ts";
import { clusterRules } from "./rules.ts";
import { serverRules } from "./server-rules.ts";
import { serverGrants, serverOffers } from "./servers.ts";
import type { ClusterDerived, ClusterVariables } from "./variables.ts";

const derived: Derivations<ClusterDerived, ClusterVariables> = {
  keycloak_hostname: {
    type: "string",
    description: "Host name of Keycloak.",
    setInstead: "keycloak_subdomain",
    of: (v) => `${v.keycloak_subdomain}.${v.cloudflare_domain}`,
  },
  keycloak_issuer_url: {
    type: "string",
    description: "OIDC issuer as browsers see it.",
    setInstead: "keycloak_subdomain and keycloak_realm",
    of: (v) => `https://${v.keycloak_hostname}/realms/${encodeURIComponent(v.keycloak_realm)}`,
  },
  keycloak_internal_issuer_url: {
    type: "string",
    description: "OIDC issuer as pods reach it.",
    setInstead: "keycloak_internal_url and keycloak_realm",
    of: (v) => `${withoutSlash(v.keycloak_internal_url)}/realms/${encodeURIComponent(v.keycloak_realm)}`,
  },
  network_policies_enforced: {
    type: "boolean",
    description: "Whether network policies drop what they do not allow.",
    setInstead: "network_policies_enabled and network_policies_mode",
    of: (v) => v.network_policies_enabled && v.network_policies_mode === "enforce",
  },
  network_policies_plain: {
    type: "boolean",
    description: "Whether plain NetworkPolicies are emitted; they know no audit mode.",
    setInstead: "network_policies_enabled and network_policies_mode",
    of: (v) => v.network_policies_enforced,
  },
  network_policies_with_cilium: {
    type: "boolean",
    description: "Whether CiliumNetworkPolicies are emitted.",
    setInstead: "network_policies_enabled and network_policies_cilium",
    of: (v) => v.network_policies_enabled && v.network_policies_cilium,
  },
};

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, "");
}

/** What no app owns: settings, the variables computed from them, and external servers as offers. */
export const cluster: App<ClusterVariables> = {
  name: "cluster",
  title: "Cluster",
  namespace: "flux_namespace",
  toggles: [],
  defaults: {
    gateway_proxy_namespace: {
      type: "string",
      description: "Beside the Gateways.",
      of: (v) => v.gateway_namespace,
    },
    flux_decryption_secret: {
      type: "string",
      description: "The Secret beside the Flux controllers, or none where they are elsewhere.",
      of: (v) => (v.flux_kustomization_namespace === "app" ? "" : "sops-age"),
    },
  },
  derived,
  offers: { ...externalOffers, ...serverOffers },
  grants: serverGrants,
  offeredBy: {
    "oidc-issuer": "keycloak_enabled",
    "object-store": "rustfs_enabled",
    "trace-collector": "tracing_enabled",
    "metrics-collector": "monitoring_enabled",
    postgresql: "external_postgresql_host",
    cache: "external_redis_host",
  },
  rules: [...clusterRules, ...serverRules],
  handover: clusterHandover,
  live,
};
