import type { Facts } from "../../app.ts";
import type { Flow, Flows } from "../../network.ts";
import type { Peer } from "../../offers.ts";
import { storeAddress } from "./object-store.ts";
import type { DragonflyVariables } from "./variables.ts";

/** Labels that the operator gives the server pods. */
export const serverLabels = { app: "dragonfly", "app.kubernetes.io/name": "dragonfly" };

/** Labels that the chart gives the operator's pod. */
export const operatorLabels = {
  "app.kubernetes.io/name": "dragonfly-operator",
  "app.kubernetes.io/instance": "dragonfly-operator",
};

export const clientPort = 6379;
export const adminPort = 9999;
/** Where kube-rbac-proxy serves the operator's metrics. */
const operatorMetricsPort = 8443;

/** The pods that clients of the cache reach. */
export function serverPeer(v: Pick<DragonflyVariables, "dragonfly_namespace">): Peer {
  return { namespace: v.dragonfly_namespace, podLabels: serverLabels };
}

/**
 * Traffic of the server. The operator makes a NetworkPolicy of its own that shuts 6379 to other namespaces and
 * 9999 to Prometheus. Policies add up, so ours opens both again: 6379 to everybody until policies are enforced,
 * and then to those who have a user here. Replicas follow their master on the admin port.
 */
export function serverFlows(v: DragonflyVariables, facts: Facts): Flows {
  const clients = v.network_policies_enforced ? v.dragonfly_client_peers : (["every-namespace"] as const);
  const admins = [operatorPeer(v), serverPeer(v), ...prometheus(v, facts)];
  return {
    ingress: [
      ...clients.map((peer): Flow => ({ peer, ports: [clientPort] })),
      ...admins.map((peer): Flow => ({ peer, ports: [adminPort] })),
    ],
    egress: [{ peer: serverPeer(v), ports: [adminPort] }, ...toStore(v, facts)],
  };
}

function toStore(v: DragonflyVariables, facts: Facts): Flow[] {
  if (!v.dragonfly_backup_enabled) return [];
  const { host, port, peer } = storeAddress(v, facts);
  return [dns(v), { peer: peer ?? { host }, ports: [port] }];
}

/** Traffic of the operator, which speaks to the servers on their admin port only. */
export function operatorFlows(v: DragonflyVariables, facts: Facts): Flows {
  return {
    ingress: prometheus(v, facts).map((peer) => ({ peer, ports: [operatorMetricsPort] })),
    egress: [dns(v), { peer: "api-server", ports: [443, 6443] }, { peer: serverPeer(v), ports: [adminPort] }],
  };
}

function operatorPeer(v: DragonflyVariables): Peer {
  return { namespace: v.dragonfly_namespace, podLabels: operatorLabels };
}

function prometheus(v: DragonflyVariables, facts: Facts): Peer[] {
  const collector = v.dragonfly_monitoring_enabled ? facts.offer("metrics-collector") : undefined;
  return collector ? [collector.peer] : [];
}

function dns(v: DragonflyVariables): Flow {
  const peer = { namespace: v.network_dns_namespace, podLabels: { "k8s-app": "kube-dns" } };
  return { peer, ports: [53], protocols: ["UDP", "TCP"], resolvesHosts: true };
}
