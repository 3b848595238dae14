import type { PodLabels } from "./offers.ts";

/** Pods that have one of the labels, whatever its value, in a namespace. */
export interface LabelledPods {
  readonly namespace: string;
  readonly label: string;
}

/** Pods that bear all of the labels in a namespace; no labels: all of its pods. */
export interface SelectedPods {
  readonly namespace: string;
  readonly podLabels: PodLabels;
}

/** One kind of traffic to or from a pod. */
export interface Flow {
  readonly peer: "api-server" | LabelledPods | SelectedPods;
  readonly ports: readonly number[];
  /** TCP when left out. */
  readonly protocols?: readonly ("TCP" | "UDP")[];
}

/** All traffic of a pod. */
export interface Flows {
  readonly ingress: readonly Flow[];
  readonly egress: readonly Flow[];
}

export interface PlainRules {
  readonly ingress: readonly object[];
  readonly egress: readonly object[];
}

export interface CiliumRules {
  readonly ingress: readonly object[];
  readonly egress: readonly object[];
}

/**
 * Rules of a plain NetworkPolicy. It cannot name the API server, so its ports stay open to everyone, unless a
 * CiliumNetworkPolicy beside it says who that is.
 */
export function plainRules(flows: Flows, withCilium: boolean): PlainRules {
  const kept = (flow: Flow) => flow.peer !== "api-server" || !withCilium;
  return {
    ingress: flows.ingress
      .filter(kept)
      .map((flow) => ({ ...plainPeer("from", flow), ports: plainPorts(flow) })),
    egress: flows.egress.filter(kept).map((flow) => ({ ...plainPeer("to", flow), ports: plainPorts(flow) })),
  };
}

function plainPeer(direction: "from" | "to", { peer }: Flow): object {
  if (peer === "api-server") return {};
  const namespaceSelector = { matchLabels: { "kubernetes.io/metadata.name": peer.namespace } };
  return { [direction]: [{ namespaceSelector, podSelector: podSelector(peer, "") }] };
}

function plainPorts({ ports, protocols = ["TCP"] }: Flow): object[] {
  return ports.flatMap((port) => protocols.map((protocol) => ({ port, protocol })));
}

/** Rules of a CiliumNetworkPolicy for the same traffic. */
export function ciliumRules(flows: Flows): CiliumRules {
  return {
    ingress: flows.ingress.map((flow) => ({ ...ciliumSource(flow), toPorts: ciliumPorts(flow) })),
    egress: flows.egress.map((flow) => ({ ...ciliumTarget(flow), toPorts: ciliumPorts(flow) })),
  };
}

/** A tunnel hides the API server behind its node, so the nodes are let in beside it. */
function ciliumSource({ peer }: Flow): object {
  if (peer === "api-server") return { fromEntities: ["kube-apiserver", "host", "remote-node"] };
  return { fromEndpoints: [ciliumSelector(peer)] };
}

function ciliumTarget({ peer }: Flow): object {
  if (peer === "api-server") return { toEntities: ["kube-apiserver"] };
  return { toEndpoints: [ciliumSelector(peer)] };
}

function ciliumSelector(peer: LabelledPods | SelectedPods): object {
  const selector = podSelector(peer, "k8s:");
  const namespace = { "k8s:io.kubernetes.pod.namespace": peer.namespace };
  return { ...selector, matchLabels: { ...namespace, ...selector.matchLabels } };
}

function ciliumPorts({ ports, protocols = ["TCP"] }: Flow): object[] {
  const named = ports.flatMap((port) => protocols.map((protocol) => ({ port: String(port), protocol })));
  return [{ ports: named }];
}

interface PodSelector {
  readonly matchLabels?: PodLabels;
  readonly matchExpressions?: readonly object[];
}

function podSelector(peer: LabelledPods | SelectedPods, prefix: string): PodSelector {
  if ("label" in peer) return { matchExpressions: [{ key: `${prefix}${peer.label}`, operator: "Exists" }] };
  const labels = Object.entries(peer.podLabels).map(([key, value]) => [`${prefix}${key}`, value]);
  return labels.length === 0 ? {} : { matchLabels: Object.fromEntries(labels) };
}
