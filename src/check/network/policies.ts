import type { Applied } from "../applied.ts";
import { exactly, maySelect } from "../labels.ts";
import type { Pods } from "../pods.ts";
import { listPeers, type Selection } from "../policy-peers.ts";
import { get, list, mapping, type Path, type Value } from "../value.ts";
import { namesOutside, type Outside } from "./outside.ts";

export type Side = "ingress" | "egress";

/** A policy that closes a side of the pods it selects, but for what its rules open. */
export interface Policy {
  readonly object: Applied;
  readonly side: Side;
  readonly governed: Selection;
  readonly peers: readonly Selection[];
  readonly rules: readonly { readonly value: Value; readonly path: Path }[];
}

/** What a policy with one rule set enforces; those that only watch (`enableDefaultDeny`) close nothing. */
export function listPolicies(objects: readonly Applied[]): Policy[] {
  return objects.flatMap((object) => (["ingress", "egress"] as const).flatMap((side) => read(object, side)));
}

function read(object: Applied, side: Side): Policy[] {
  const { spec } = object.manifest.value;
  const isPlain = object.kind === "NetworkPolicy" && object.manifest.group === "networking.k8s.io";
  if (!isPlain && object.kind !== "CiliumNetworkPolicy") return [];
  const isClosed = isPlain ? closesPlain(spec, side) : closesCilium(spec, side);
  const [governed, ...peers] = listPeers(object);
  if (!isClosed || !governed) return [];
  const written = list(get(spec, side)).map((value, index) => ({ value, path: ["spec", side, index] }));
  // In Cilium an empty rule closes the side and opens nothing.
  const rules = written.filter(({ value }) => isPlain || Object.keys(mapping(value)).length > 0);
  return [{ object, side, governed, peers, rules }];
}

function closesPlain(spec: Value | undefined, side: Side): boolean {
  const types = list(get(spec, "policyTypes"));
  if (types.length > 0) return types.includes(side === "ingress" ? "Ingress" : "Egress");
  return side === "ingress" || get(spec, "egress") !== undefined;
}

function closesCilium(spec: Value | undefined, side: Side): boolean {
  return list(get(spec, side)).length > 0 && get(spec, "enableDefaultDeny", side) !== false;
}

/** True when the policy surely selects the pods. */
export function governs({ governed }: Policy, { namespace, labels }: Pods): boolean {
  if (namespace === undefined || !governed.namespaces?.includes(namespace)) return false;
  return maySelect(governed.selector, exactly(labels.fixed));
}

/** True when the policy may select the pods, or some of them. */
export function mayGovern({ governed }: Policy, { namespace, labels }: Pods): boolean {
  const isNear = !governed.namespaces || namespace === undefined || governed.namespaces.includes(namespace);
  return isNear && maySelect(governed.selector, labels);
}

/** True when a rule may open the port, or any, to the peer: what cannot be told from the files counts as open. */
export function mayOpen(policy: Policy, peer: Pods | Outside, port: number | undefined): boolean {
  const { side, peers, rules } = policy;
  return rules.some(({ value, path }) => {
    if (port !== undefined && !mayHavePort(value, port)) return false;
    if (!namesPeers(value, side)) return true;
    if (isOutside(peer)) return namesOutside(value, peer);
    if (namesOthers(value)) return true;
    const own = peers.filter(({ at }) => path.every((step, index) => at[index] === step));
    const asked = [...list(get(value, "from")), ...list(get(value, "to")), ...endpoints(value)];
    return own.length < asked.length || own.some((selection) => mayBe(selection, peer));
  });
}

function isOutside(peer: Pods | Outside): peer is Outside {
  return peer === "api-server" || "host" in peer;
}

function mayBe({ namespaces, selector }: Selection, peer: Pods): boolean {
  const isNear = !namespaces || !peer.namespace || namespaces.includes(peer.namespace);
  return isNear && maySelect(selector, peer.labels);
}

function endpoints(rule: Value): readonly Value[] {
  return [...list(get(rule, "fromEndpoints")), ...list(get(rule, "toEndpoints"))];
}

/** Without peers a rule is open to all; in Cilium an empty list is open to nobody, which we let pass as well. */
function namesPeers(rule: Value, side: Side): boolean {
  const pattern = side === "ingress" ? /^from/ : /^to(?!Ports$)/;
  const fields = Object.entries(mapping(rule)).filter(([field]) => pattern.test(field));
  return fields.some(([, value]) => list(value).length > 0);
}

/** True for peers given otherwise than by labels; names outside of the cluster are never pods in it. */
function namesOthers(rule: Value): boolean {
  return Object.keys(mapping(rule)).some(
    (field) =>
      /^(from|to)[A-Z]/.test(field) &&
      !/^(fromEndpoints|toEndpoints|toFQDNs|toPorts)$/.test(field) &&
      !isElsewhere(rule, field),
  );
}

function isElsewhere(rule: Value, field: string): boolean {
  const names = list(get(rule, field));
  return field === "toEntities" && names.every((name) => name === "kube-apiserver" || name === "world");
}

/** The entries of a rule's list of ports; none where it is open on all of them. */
export function portsOf(rule: Value): Value[] {
  const cilium = list(get(rule, "toPorts")).flatMap((each) => list(get(each, "ports")));
  return [...list(get(rule, "ports")), ...cilium];
}

function mayHavePort(rule: Value, port: number): boolean {
  const ports = portsOf(rule);
  if (ports.length === 0) return true;
  return ports.some((each) => {
    const first = get(each, "port");
    if (first === undefined || !/^\d+$/.test(String(first)) || Number(first) === 0) return true;
    const last = get(each, "endPort");
    return Number(first) <= port && port <= (typeof last === "number" ? last : Number(first));
  });
}
