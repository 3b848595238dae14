import type { Facts } from "../../app.ts";
import { portOf } from "../../cluster/offers.ts";
import { pageProxies } from "../../cluster/page.ts";
import type { Flow, Flows } from "../../network.ts";
import type { Peer } from "../../offers.ts";
import { withDns } from "../../traffic.ts";
import type { HeadlampVariables } from "./variables.ts";

type V = HeadlampVariables;

/** Labels that the chart gives Headlamp's pods. */
export const podLabels = {
  "app.kubernetes.io/name": "headlamp",
  "app.kubernetes.io/instance": "headlamp",
} as const;

/** Where the pods listen; their Service has 80. */
export const podPort = 4466;
/** Policies see the port of the pod: Envoy Gateway listens for 443 on 10443, Traefik on 8443. */
const proxyPorts = [443, 8443, 10443];

/** Headlamp's pods. */
export function peer(v: Pick<V, "headlamp_namespace">): Peer {
  return { namespace: v.headlamp_namespace, podLabels };
}

/**
 * Traffic of Headlamp. It never calls the OpenAI-compatible API: browsers do. The hosts of plugins are open only
 * when there is a plugin to install.
 */
export function flows(v: V, facts: Facts): Flows {
  const hosts = v.headlamp_plugins_used ? v.headlamp_plugin_hosts : [];
  const outside = [...hosts.map((host): Flow => ({ peer: { host }, ports: [443] })), ...toIssuer(v, facts)];
  return {
    ingress: v.headlamp_route_enabled ? [{ peer: pageProxies(v), ports: [podPort] }] : [],
    egress: withDns(v, [{ peer: "api-server", ports: [443, 6443] }, ...outside]),
  };
}

/** The issuer's public name usually leads back to the proxies of this cluster. */
function toIssuer(v: V, facts: Facts): Flow[] {
  const issuer = v.headlamp_oidc_enabled ? facts.offer("oidc-issuer") : undefined;
  if (!issuer) return [];
  const host = new URL(issuer.issuer).hostname;
  return [
    { peer: { host }, ports: [portOf(issuer.issuer)] },
    { peer: pageProxies(v), ports: proxyPorts },
  ];
}
