/** Labels that select pods. */
export type PodLabels = Readonly<Record<string, string>>;

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

/** A host outside of the cluster, by its name; traffic goes to it only. */
export interface OutsideHost {
  readonly host: string;
}

/** Addresses outside of the cluster, in CIDR notation. */
export interface OutsideRange {
  readonly cidr: string;
}

/** One kind of traffic to or from a pod. */
export interface Flow {
  readonly peer: "api-server" | "every-namespace" | OutsideHost | OutsideRange | LabelledPods | SelectedPods;
  readonly ports: readonly number[];
  /** TCP when left out. */
  readonly protocols?: readonly ("TCP" | "UDP")[];
  /** For the flow to DNS: Cilium learns the addresses of outside hosts from the answers that it sees. */
  readonly resolvesHosts?: boolean;
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
 * Rules of a plain NetworkPolicy. It can name neither the API server nor a host, so their ports stay open to
 * everyone, unless a CiliumNetworkPolicy beside it says who that is.
 */
export function plainRules(flows: Flows, withCilium: boolean): PlainRules {
  const kept = ({ peer }: Flow) => !withCilium || !isNameless(peer);
  const rules = (direction: "from" | "to", all: readonly Flow[]) =>
    distinct(all.filter(kept).map((flow) => ({ ...plainPeer(direction, flow), ports: plainPorts(flow) })));
  return { ingress: rules("from", flows.ingress), egress: rules("to", flows.egress) };
}

function isNameless(peer: Flow["peer"]): peer is "api-server" | OutsideHost {
  return peer === "api-server" || (typeof peer === "object" && "host" in peer);
}

/** Hosts that share a port are one rule here. */
function distinct(rules: readonly object[]): object[] {
  const seen = new Map(rules.map((rule) => [JSON.stringify(rule), rule]));
  return [...seen.values()];
}

function plainPeer(direction: "from" | "to", { peer }: Flow): object {
  if (peer === "every-namespace") return { [direction]: [{ namespaceSelector: {} }] };
  if (isNameless(peer)) return {};
  if ("cidr" in peer) return { [direction]: [{ ipBlock: { cidr: peer.cidr } }] };
  const namespaceSelector = { matchLabels: { "kubernetes.io/metadata.name": peer.namespace } };
  return { [direction]: [{ namespaceSelector, podSelector: podSelector(peer, "") }] };
}

function plainPorts({ ports, protocols = ["TCP"] }: Flow): object[] {
  return ports.flatMap((port) => protocols.map((protocol) => ({ port, protocol })));
}

/** Rules of a CiliumNetworkPolicy for the same traffic; a direction without any is closed by an empty rule. */
export function ciliumRules(flows: Flows): CiliumRules {
  const closed = (rules: readonly object[]) => (rules.length > 0 ? rules : [{}]);
  return {
    ingress: closed(flows.ingress.map((flow) => ({ ...ciliumSource(flow), toPorts: ciliumPorts(flow) }))),
    egress: closed(flows.egress.map((flow) => ({ ...ciliumTarget(flow), toPorts: ciliumPorts(flow) }))),
  };
}

/** A tunnel hides the API server behind its node, so the nodes are let in beside it. */
function ciliumSource({ peer }: Flow): object {
  if (peer === "api-server") return { fromEntities: ["kube-apiserver", "host", "remote-node"] };
  if (peer === "every-namespace") return { fromEntities: ["cluster"] };
  if ("host" in peer) throw new Error(`no traffic comes from the host ${peer.host}`);
  if ("cidr" in peer) return { fromCIDR: [peer.cidr] };
  return { fromEndpoints: [ciliumSelector(peer)] };
}

function ciliumTarget({ peer }: Flow): object {
  if (peer === "api-server") return { toEntities: ["kube-apiserver"] };
  if (peer === "every-namespace") return { toEntities: ["cluster"] };
  if ("host" in peer) return { toFQDNs: [{ matchName: peer.host }] };
  if ("cidr" in peer) return { toCIDR: [peer.cidr] };
  return { toEndpoints: [ciliumSelector(peer)] };
}

function ciliumSelector(peer: LabelledPods | SelectedPods): object {
  const selector = podSelector(peer, "k8s:");
  const namespace = { "k8s:io.kubernetes.pod.namespace": peer.namespace };
  return { ...selector, matchLabels: { ...namespace, ...selector.matchLabels } };
}

function ciliumPorts({ ports, protocols = ["TCP"], resolvesHosts }: Flow): object[] {
  const named = ports.flatMap((port) => protocols.map((protocol) => ({ port: String(port), protocol })));
  return [{ ports: named, ...(resolvesHosts && { rules: { dns: [{ matchPattern: "*" }] } }) }];
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
