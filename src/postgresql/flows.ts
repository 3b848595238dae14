import type { ClusterVariables } from "../cluster/variables.ts";
import type { Flow, Flows } from "../network.ts";
import type { Offers, Peer } from "../offers.ts";
import { flowsToServer, withDns } from "../traffic.ts";

/** Where an instance takes queries. */
export const postgresPort = 5432;
/** Where it tells the operator, and the other instances, how it is. */
const statusPort = 8000;
const metricsPort = 9187;

/** 443 for managed clusters; network plugins see the port of the API server itself, behind its Service. */
const apiServer: Flow = { peer: "api-server", ports: [443, 6443] };

/** Who speaks with a CloudNativePG Cluster. */
export interface DatabasePeers {
  readonly namespace: string;
  readonly cluster: string;
  readonly clients: readonly Peer[];
  readonly operator: Peer | undefined;
  readonly collectors: readonly Peer[];
  /** The object store that a sidecar of the instances archives to. */
  readonly store: Offers["object-store"] | undefined;
}

/** The pods of a Cluster, and of the Jobs that set them up. */
export function databasePeer(namespace: string, cluster: string): Peer {
  return { namespace, podLabels: { "cnpg.io/cluster": cluster } };
}

/**
 * Traffic of a database's pods. Instances stream from one another, and a primary that lost the API server asks the
 * others for their status before it gives up (cloudnative-pg.io/documentation, Networking and Instance Manager).
 */
export function databaseFlows(v: ClusterVariables, peers: DatabasePeers): Flows {
  const { namespace, cluster, clients, operator, collectors, store } = peers;
  const instances: Flow = { peer: databasePeer(namespace, cluster), ports: [postgresPort, statusPort] };
  return {
    ingress: [
      ...clients.map((peer) => ({ peer, ports: [postgresPort] })),
      ...(operator ? [{ peer: operator, ports: [postgresPort, statusPort] }] : []),
      instances,
      ...collectors.map((peer) => ({ peer, ports: [metricsPort] })),
    ],
    egress: withDns(v, [apiServer, instances, ...(store ? flowsToServer(store.peer, store.endpoint) : [])]),
  };
}
