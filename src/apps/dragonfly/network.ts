import type { Facts } from "../../app.ts";
import type { Peer } from "../../offers.ts";
import { storeAddress } from "./object-store.ts";
import { type Flow, type Party, pods } from "./policy-rules.ts";
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
 * Who may reach the server. The operator makes a NetworkPolicy of its own that shuts 6379 to other namespaces
 * and 9999 to Prometheus. Policies add up, so ours opens both again: 6379 to everybody until policies are
 * enforced, and then to those who have a user here.
 */
export function serverIngress(v: DragonflyVariables, facts: Facts): Flow[] {
  const clients: Party[] = v.network_policies_enforced
    ? v.dragonfly_client_peers.map(pods)
    : [{ kind: "any-namespace" }];
  const admins = [operatorPeer(v), serverPeer(v), ...prometheus(v, facts)].map(pods);
  return [
    { with: clients, ports: [clientPort] },
    { with: admins, ports: [adminPort] },
  ];
}

/** Replicas follow their master on the admin port; snapshots go to the object store. */
export function serverEgress(v: DragonflyVariables, facts: Facts): Flow[] {
  const peers: Flow = { with: [pods(serverPeer(v))], ports: [adminPort] };
  if (!v.dragonfly_backup_enabled) return [peers];
  const { host, port, peer } = storeAddress(v, facts);
  const store: Party = peer ? pods(peer) : { kind: "host", name: host };
  return [peers, { with: [store], ports: [port] }, dns(v)];
}

export function operatorIngress(v: DragonflyVariables, facts: Facts): Flow[] {
  return [{ with: prometheus(v, facts).map(pods), ports: [operatorMetricsPort] }];
}

export function operatorEgress(v: DragonflyVariables): Flow[] {
  return [
    { with: [{ kind: "api-server" }], ports: [443, 6443] },
    { with: [pods(serverPeer(v))], ports: [adminPort] },
    dns(v),
  ];
}

function operatorPeer(v: DragonflyVariables): Peer {
  return { namespace: v.dragonfly_namespace, podLabels: operatorLabels };
}

function prometheus(v: DragonflyVariables, facts: Facts): Peer[] {
  const collector = v.dragonfly_monitoring_enabled ? facts.offer("metrics-collector") : undefined;
  return collector ? [collector.peer] : [];
}

function dns(v: DragonflyVariables): Flow {
  return { with: [{ kind: "dns", namespace: v.network_dns_namespace }], ports: [53] };
}
