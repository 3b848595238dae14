import type { OfferSources } from "../app.ts";
import type { ClusterVariables } from "./variables.ts";

/** Servers that run in the cluster beside ours and are only named in cluster.yaml. */
export const externalOffers: OfferSources<ClusterVariables> = {
  "oidc-issuer": (v) =>
    v.keycloak_enabled
      ? {
          issuer: v.keycloak_issuer_url,
          internalIssuer: v.keycloak_internal_issuer_url,
          internalPort: portOf(v.keycloak_internal_url),
          peer: { namespace: v.keycloak_namespace, podLabels: { app: "keycloak" } },
        }
      : undefined,
  "object-store": (v) =>
    v.rustfs_enabled
      ? {
          endpoint: v.rustfs_endpoint,
          host: new URL(v.rustfs_endpoint).hostname,
          port: portOf(v.rustfs_endpoint),
          tls: v.rustfs_endpoint.startsWith("https:"),
          peer: { namespace: v.rustfs_namespace, podLabels: { "app.kubernetes.io/name": "rustfs" } },
        }
      : undefined,
  "trace-collector": (v) =>
    v.tracing_enabled
      ? {
          endpoint: v.tracing_endpoint,
          port: portOf(v.tracing_endpoint),
          peer: { namespace: namespaceOf(v.tracing_endpoint) ?? v.monitoring_namespace, podLabels: {} },
        }
      : undefined,
  "metrics-collector": (v) =>
    v.monitoring_enabled
      ? { peer: { namespace: v.monitoring_namespace, podLabels: { "app.kubernetes.io/name": "prometheus" } } }
      : undefined,
};

/** The port of a URL, or its scheme's own. */
export function portOf(url: string): number {
  const { port, protocol } = new URL(url);
  return port === "" ? (protocol === "https:" ? 443 : 80) : Number(port);
}

/** The namespace in a Service's DNS name, such as `monitoring` in tempo.monitoring.svc.cluster.local. */
function namespaceOf(url: string): string | undefined {
  return /^[^.]+\.([^.]+)\.svc(\.|$)/.exec(new URL(url).hostname)?.[1];
}
