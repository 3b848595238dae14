import type { Facts } from "../../app.ts";
import { pageProxies } from "../../cluster/page.ts";
import type { Flow, Flows } from "../../network.ts";
import type { Peer } from "../../offers.ts";
import { databaseCluster } from "./database.ts";
import { flowsTo } from "./targets.ts";
import { podLabels } from "./tenant.ts";
import type { LitellmVariables } from "./variables.ts";

type V = LitellmVariables;

/** Labels of the Job that migrates the schema. */
export const migrationLabels = { "app.kubernetes.io/name": "litellm-migration" } as const;

/** Labels of the database's pods, and of the Jobs that set them up. */
export const databaseLabels = { "cnpg.io/cluster": databaseCluster } as const;

const api = 4000;
const postgres = 5432;
/** Where an instance tells the operator, and the other instances, how it is. */
const instanceStatus = 8000;
const instanceMetrics = 9187;

/** 443 for managed clusters; network plugins see the port of the API server itself, behind its Service. */
const apiServer: Flow = { peer: "api-server", ports: [443, 6443] };

/** Traffic of LiteLLM's pods. The kubelet's probes need no rule. */
export function litellmFlows(v: V, facts: Facts): Flows {
  const clients: Peer[] = [
    ...facts.claims("openai-client").flatMap(({ peer }) => peer ?? []),
    ...v.litellm_client_namespaces.map((namespace) => ({ namespace, podLabels: {} })),
  ];
  const outbound = flowsTo(v.litellm_outbound_urls, [v.litellm_namespace]);
  const callers = [...(v.litellm_route_enabled ? [pageProxies(v)] : []), ...collectors(v, facts), ...clients];
  return {
    ingress: callers.map((peer) => ({ peer, ports: [api] })),
    egress: withDns(v, [database(v), ...neighbours(v, facts), ...outbound]),
  };
}

/** Traffic of the migration Job: the database and nothing else. */
export function migrationFlows(v: V): Flows {
  return { ingress: [], egress: withDns(v, [database(v)]) };
}

/**
 * Traffic of the database's pods. Archiving is the work of a sidecar in them. Instances stream from one another, and
 * a primary that lost the API server asks the others for their status before it gives up
 * (cloudnative-pg.io/documentation, Networking and Instance Manager).
 */
export function databaseFlows(v: V, facts: Facts): Flows {
  const operator = facts.offer("postgresql")?.operator;
  const instances: Flow = { peer: own(v, databaseLabels), ports: [postgres, instanceStatus] };
  const store = v.litellm_plugin_needed ? facts.offer("object-store") : undefined;
  return {
    ingress: [
      { peer: own(v, podLabels), ports: [postgres] },
      ...(v.litellm_replicated ? [{ peer: own(v, migrationLabels), ports: [postgres] }] : []),
      ...(operator ? [{ peer: operator, ports: [postgres, instanceStatus] }] : []),
      instances,
      ...collectors(v, facts).map((peer) => ({ peer, ports: [instanceMetrics] })),
    ],
    egress: withDns(v, [apiServer, instances, ...(store ? peerOrHost(store.peer, store.endpoint) : [])]),
  };
}

/** What LiteLLM calls of the platform's own. */
function neighbours(v: V, facts: Facts): Flow[] {
  const cache = facts.offer("cache");
  const issuer = v.litellm_oidc_enabled ? facts.offer("oidc-issuer") : undefined;
  const traces = v.litellm_tracing_enabled ? facts.offer("trace-collector") : undefined;
  return [
    ...(cache ? [{ peer: cache.peer, ports: [cache.port] }] : []),
    ...(issuer ? peerOrHost(issuer.peer, issuer.internalIssuer) : []),
    ...(traces ? peerOrHost(traces.peer, traces.endpoint) : []),
  ];
}

/** Servers that cluster.yaml only names may be outside of the cluster, where labels select nothing. */
function peerOrHost(peer: Peer, url: string): Flow[] {
  return flowsTo([url], [peer.namespace]).map((flow) => {
    const inside = typeof flow.peer === "object" && "namespace" in flow.peer;
    return inside ? { ...flow, peer } : flow;
  });
}

function collectors(v: V, facts: Facts): Peer[] {
  const collector = v.litellm_monitoring_enabled ? facts.offer("metrics-collector") : undefined;
  return collector ? [collector.peer] : [];
}

function database(v: V): Flow {
  return { peer: own(v, databaseLabels), ports: [postgres] };
}

function own(v: V, podLabels: Readonly<Record<string, string>>): Peer {
  return { namespace: v.litellm_namespace, podLabels };
}

/** The calls, with the questions to DNS before them; their answers tell Cilium where the hosts are. */
function withDns(v: V, calls: readonly Flow[]): Flow[] {
  const peer = { namespace: v.network_dns_namespace, podLabels: { "k8s-app": "kube-dns" } };
  const resolvesHosts = calls.some((call) => typeof call.peer === "object" && "host" in call.peer);
  return [
    { peer, ports: [53], protocols: ["UDP", "TCP"], ...(resolvesHosts && { resolvesHosts }) },
    ...calls,
  ];
}
