import type { Peer } from "../../offers.ts";

/** One direction of traffic: whom it may be with, and on which TCP ports. */
export interface Flow {
  readonly with: readonly Party[];
  readonly ports: readonly number[];
}

/** Whom a policy can name. `api-server` and `host` have no exact form in a plain NetworkPolicy. */
export type Party =
  | { readonly kind: "pods"; readonly peer: Peer }
  | { readonly kind: "any-namespace" }
  | { readonly kind: "dns"; readonly namespace: string }
  | { readonly kind: "api-server" }
  | { readonly kind: "host"; readonly name: string };

export const pods = (peer: Peer): Party => ({ kind: "pods", peer });

/**
 * The `spec` of a NetworkPolicy. With `exact`, another policy names what this kind cannot, and it stays closed
 * here; without, its ports are open to every address. Without egress flows the direction is left alone.
 */
export function plainPolicy(
  podLabels: Readonly<Record<string, string>>,
  ingress: readonly Flow[],
  egress: readonly Flow[] | undefined,
  exact: boolean,
): object {
  const rules = (flows: readonly Flow[], side: "from" | "to") =>
    flows.flatMap((flow) => plainRule(flow, side, exact));
  return {
    podSelector: { matchLabels: podLabels },
    policyTypes: egress ? ["Ingress", "Egress"] : ["Ingress"],
    ingress: rules(ingress, "from"),
    ...(egress && { egress: rules(egress, "to") }),
  };
}

function plainRule(flow: Flow, side: "from" | "to", exact: boolean): object[] {
  const peers = flow.with.flatMap((party) => plainPeer(party, exact));
  if (peers.length === 0) return [];
  const protocols = flow.with.some((party) => party.kind === "dns") ? ["UDP", "TCP"] : ["TCP"];
  const ports = flow.ports.flatMap((port) => protocols.map((protocol) => ({ protocol, port })));
  return [{ [side]: peers, ports }];
}

function plainPeer(party: Party, exact: boolean): object[] {
  if (party.kind === "pods")
    return [{ namespaceSelector: inNamespace(party.peer.namespace), ...podSelector(party.peer) }];
  if (party.kind === "any-namespace") return [{ namespaceSelector: {} }];
  if (party.kind === "dns") {
    return [{ namespaceSelector: inNamespace(party.namespace), podSelector: { matchLabels: dnsLabels } }];
  }
  return exact ? [] : [{ ipBlock: { cidr: "0.0.0.0/0" } }, { ipBlock: { cidr: "::/0" } }];
}

const dnsLabels = { "k8s-app": "kube-dns" };

function inNamespace(name: string): object {
  return { matchLabels: { "kubernetes.io/metadata.name": name } };
}

function podSelector({ podLabels }: Peer): object {
  return Object.keys(podLabels).length > 0 ? { podSelector: { matchLabels: podLabels } } : {};
}

/** The `spec` of a CiliumNetworkPolicy; in audit it denies nothing that it does not name. */
export function ciliumPolicy(
  podLabels: Readonly<Record<string, string>>,
  ingress: readonly Flow[],
  egress: readonly Flow[],
  enforced: boolean,
): object {
  const denied = !enforced;
  return {
    endpointSelector: { matchLabels: podLabels },
    ...(denied && { enableDefaultDeny: { ingress: false, egress: false } }),
    ingress: nonEmpty(ingress.flatMap((flow) => ciliumRules(flow, "from"))),
    egress: nonEmpty(egress.flatMap((flow) => ciliumRules(flow, "to"))),
  };
}

/** A direction without any rule is closed by one empty rule; an empty list would leave it open. */
function nonEmpty(rules: readonly object[]): readonly object[] {
  return rules.length > 0 ? rules : [{}];
}

function ciliumRules(flow: Flow, side: "from" | "to"): object[] {
  return flow.with.map((party) => ({ ...ciliumPeer(party, side), toPorts: [toPorts(flow.ports, party)] }));
}

function ciliumPeer(party: Party, side: "from" | "to"): object {
  const endpoints = `${side}Endpoints`;
  switch (party.kind) {
    case "pods":
      return {
        [endpoints]: [{ matchLabels: { [namespaceLabel]: party.peer.namespace, ...party.peer.podLabels } }],
      };
    case "any-namespace":
      return { [`${side}Entities`]: ["cluster"] };
    case "dns":
      return { [endpoints]: [{ matchLabels: { [namespaceLabel]: party.namespace, ...dnsLabels } }] };
    case "api-server":
      return { [`${side}Entities`]: ["kube-apiserver"] };
    case "host":
      return { toFQDNs: [{ matchName: party.name }] };
  }
}

const namespaceLabel = "k8s:io.kubernetes.pod.namespace";

function toPorts(ports: readonly number[], party: Party): object {
  const dns = party.kind === "dns";
  return {
    ports: ports.map((port) => ({ port: String(port), protocol: dns ? "ANY" : "TCP" })),
    // Cilium learns the addresses of host names from the answers that pass here.
    ...(dns && { rules: { dns: [{ matchPattern: "*" }] } }),
  };
}
