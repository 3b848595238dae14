import type { Facts } from "../../app.ts";
import { pageProxies } from "../../cluster/page.ts";
import type { Flow, Flows } from "../../network.ts";
import type { Peer } from "../../offers.ts";
import { databaseFlows as clusterFlows, databasePeer, postgresPort } from "../../postgresql/flows.ts";
import { flowsTo, flowsToServer, withDns } from "../../traffic.ts";
import { clientKeysPeer } from "./client-keys.ts";
import { databaseCluster } from "./database.ts";
import { apiPort, podLabels } from "./tenant.ts";
import type { LitellmVariables } from "./variables.ts";

type V = LitellmVariables;

/** Labels of the Job that migrates the schema. */
export const migrationLabels = { "app.kubernetes.io/name": "litellm-migration" } as const;

/** Traffic of LiteLLM's pods. The kubelet's probes need no rule. */
export function litellmFlows(v: V, facts: Facts): Flows {
  const clients: Peer[] = [
    ...facts.claims("openai-client").flatMap(({ peer }) => peer ?? []),
    ...(v.litellm_client_keys_enabled ? [clientKeysPeer(v)] : []),
    ...v.litellm_client_namespaces.map((namespace) => ({ namespace, podLabels: {} })),
  ];
  const outbound = flowsTo(v.litellm_outbound_urls, [v.litellm_namespace]);
  const callers = [...(v.litellm_route_enabled ? [pageProxies(v)] : []), ...collectors(v, facts), ...clients];
  return {
    ingress: callers.map((peer) => ({ peer, ports: [apiPort] })),
    egress: withDns(v, [database(v, facts), ...neighbours(v, facts), ...outbound]),
  };
}

/** Traffic of the migration Job: the database and nothing else. */
export function migrationFlows(v: V, facts: Facts): Flows {
  return { ingress: [], egress: withDns(v, [database(v, facts)]) };
}

/** Traffic of the Job that makes, or deletes, the database on a server that is there already: the same. */
export const databaseJobFlows = migrationFlows;

/** Traffic of the database's pods. */
export function databaseFlows(v: V, facts: Facts): Flows {
  return clusterFlows(v, {
    namespace: v.litellm_namespace,
    cluster: databaseCluster,
    clients: [own(v, podLabels), ...(v.litellm_replicated ? [own(v, migrationLabels)] : [])],
    operator: facts.offer("postgresql")?.operator,
    collectors: collectors(v, facts),
    store: v.litellm_plugin_needed ? facts.offer("object-store") : undefined,
  });
}

/** What LiteLLM calls of the platform's own. */
function neighbours(v: V, facts: Facts): Flow[] {
  const cache = facts.offer("cache");
  const issuer = v.litellm_oidc_enabled ? facts.offer("oidc-issuer") : undefined;
  const traces = v.litellm_tracing_enabled ? facts.offer("trace-collector") : undefined;
  return [
    ...(cache ? [{ peer: cache.peer, ports: [cache.port] }] : []),
    ...(issuer ? flowsToServer(issuer.peer, issuer.internalIssuer) : []),
    ...(traces ? flowsToServer(traces.peer, traces.endpoint) : []),
    ...facts.claims("model-server").map(({ peer, port }) => ({ peer, ports: [port] })),
  ];
}

function collectors(v: V, facts: Facts): Peer[] {
  const collector = v.litellm_monitoring_enabled ? facts.offer("metrics-collector") : undefined;
  return collector ? [collector.peer] : [];
}

function database(v: V, facts: Facts): Flow {
  const server = facts.offer("postgresql")?.server;
  if (server) return { peer: server.peer, ports: [server.port] };
  return { peer: databasePeer(v.litellm_namespace, databaseCluster), ports: [postgresPort] };
}

function own(v: V, podLabels: Readonly<Record<string, string>>): Peer {
  return { namespace: v.litellm_namespace, podLabels };
}
