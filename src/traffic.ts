import { isIP } from "node:net";
import { portOf } from "./cluster/offers.ts";
import type { ClusterVariables } from "./cluster/variables.ts";
import type { Flow } from "./network.ts";
import type { Peer } from "./offers.ts";

/**
 * The traffic that calls to these URLs need, each once: Services of the cluster by namespace, everything else by
 * host or address. `namespaces` are those that may stand in a short name such as `name.namespace`; a bare name is a
 * Service of the first.
 */
export function flowsTo(urls: readonly string[], namespaces: readonly string[]): Flow[] {
  const flows = urls.map((url): Flow => {
    return { peer: targetOf(new URL(url).hostname, namespaces), ports: [portOf(url)] };
  });
  const distinct = new Map(flows.map((flow) => [JSON.stringify(flow), flow]));
  return [...distinct.keys()].sort().flatMap((key) => distinct.get(key) ?? []);
}

/** A URL puts IPv6 addresses in brackets. */
function targetOf(hostname: string, namespaces: readonly string[]): Flow["peer"] {
  const host = hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  const version = isIP(host);
  if (version !== 0) return { cidr: `${host}/${version === 4 ? 32 : 128}` };
  const namespace = namespaceOf(host, namespaces);
  return namespace === undefined ? { host } : { namespace, podLabels: {} };
}

/** `name`, `name.namespace`, `name.namespace.svc` and longer forms are Services. */
function namespaceOf(host: string, namespaces: readonly string[]): string | undefined {
  const [, namespace, svc] = host.split(".");
  if (namespace === undefined) return namespaces[0];
  if (svc === "svc") return namespace;
  return svc === undefined && namespaces.includes(namespace) ? namespace : undefined;
}

/**
 * The traffic to a server that cluster.yaml names. Its URL decides where it is: outside of the cluster, or in another
 * namespace than the peer's, the peer's labels select nothing.
 */
export function flowsToServer(peer: Peer, url: string): Flow[] {
  return flowsTo([url], [peer.namespace]).map((flow) => {
    const isThere = typeof flow.peer === "object" && "namespace" in flow.peer;
    return isThere && flow.peer.namespace === peer.namespace ? { ...flow, peer } : flow;
  });
}

type Cluster = Pick<ClusterVariables, "network_dns_namespace">;

/** The calls, with the questions to DNS before them; their answers tell Cilium where the hosts are. */
export function withDns(v: Cluster, calls: readonly Flow[]): Flow[] {
  const peer = { namespace: v.network_dns_namespace, podLabels: { "k8s-app": "kube-dns" } };
  const resolvesHosts = calls.some((call) => typeof call.peer === "object" && "host" in call.peer);
  return [
    { peer, ports: [53], protocols: ["UDP", "TCP"], ...(resolvesHosts && { resolvesHosts }) },
    ...calls,
  ];
}
