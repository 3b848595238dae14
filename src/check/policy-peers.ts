import type { Applied } from "./applied.ts";
import { children, get, list, type Mapping, mapping, type Path, select, text, type Value } from "./value.ts";

/** Pods that a policy speaks of. */
export interface Selection {
  /** Undefined where the namespaces cannot be known, or are all of them. */
  readonly namespaces: readonly string[] | undefined;
  readonly selector: Value | undefined;
  readonly at: Path;
}

const NAME_LABEL = "kubernetes.io/metadata.name";
const CILIUM_NAMESPACE = "io.kubernetes.pod.namespace";

/** The pods that a policy governs, and its peers. */
export function listPeers(policy: Applied): Selection[] {
  const { manifest, kind, namespace } = policy;
  if (kind === "NetworkPolicy") return plain(manifest.value, namespace);
  const specs = [...select(manifest.value, "spec"), ...select(manifest.value, "specs.*")];
  return specs.flatMap(({ value, path }) => cilium(value, path, namespace));
}

function plain(value: Value, namespace: string | undefined): Selection[] {
  const own = namespace ? [namespace] : undefined;
  const governed = {
    namespaces: own,
    selector: get(value, "spec", "podSelector"),
    at: ["spec", "podSelector"],
  };
  const peers = ["spec.ingress.*.from.*", "spec.egress.*.to.*"].flatMap((pattern) => select(value, pattern));
  const selected = peers.map(({ value: peer, path }) => {
    const chosen = get(peer, "namespaceSelector");
    const field = get(peer, "podSelector") === undefined ? "namespaceSelector" : "podSelector";
    const namespaces = chosen === undefined ? own : namesIn(chosen, NAME_LABEL);
    return { namespaces, selector: get(peer, "podSelector"), at: [...path, field] };
  });
  return [governed, ...selected.filter((_, index) => get(peers[index]?.value, "ipBlock") === undefined)];
}

function cilium(value: Value, path: Path, namespace: string | undefined): Selection[] {
  const governed = [{ value: get(value, "endpointSelector"), path: [...path, "endpointSelector"] }];
  const patterns = ["ingress", "ingressDeny"].map((side) => `${side}.*.fromEndpoints.*`);
  const egress = ["egress", "egressDeny"].map((side) => `${side}.*.toEndpoints.*`);
  const peers = [...patterns, ...egress].flatMap((pattern) => select(value, pattern, path));
  return [...governed, ...peers].flatMap(({ value: written, path: at }) => {
    if (written === undefined) return [];
    const selector = withoutPrefixes(written);
    const names = namesIn(selector, CILIUM_NAMESPACE);
    if (mentionsNamespaceLabels(selector)) return [];
    const namespaces = names ?? (namespace ? [namespace] : undefined);
    return [
      {
        namespaces: mentions(selector, CILIUM_NAMESPACE) ? names : namespaces,
        selector: withoutNamespace(selector),
        at,
      },
    ];
  });
}

/** The namespaces that a selector names by a label; undefined when it selects them in another way. */
function namesIn(selector: Value, label: string): readonly string[] | undefined {
  const name = text(get(selector, "matchLabels", label));
  if (name) return [name];
  const expression = list(get(selector, "matchExpressions")).find((each) => get(each, "key") === label);
  if (get(expression, "operator") !== "In") return undefined;
  return list(get(expression, "values")).flatMap((value) => text(value) ?? []);
}

function mentions(selector: Value, label: string): boolean {
  return (
    get(selector, "matchLabels", label) !== undefined ||
    list(get(selector, "matchExpressions")).some((each) => get(each, "key") === label)
  );
}

function mentionsNamespaceLabels(selector: Value): boolean {
  return Object.keys(mapping(get(selector, "matchLabels"))).some((key) =>
    /^io\.cilium\.k8s\.namespace\.|^reserved:/.test(key),
  );
}

/** Cilium writes labels with their source, `k8s:app`. */
function withoutPrefixes(selector: Value): Mapping {
  const bare = (key: string): string => key.replace(/^(k8s|any):/, "");
  const labels = children({ value: get(selector, "matchLabels") ?? null, path: [] });
  const expressions = list(get(selector, "matchExpressions"));
  return {
    matchLabels: Object.fromEntries(labels.map(({ value, path }) => [bare(String(path[0])), value])),
    matchExpressions: expressions.map((each) => ({
      ...mapping(each),
      key: bare(text(get(each, "key")) ?? ""),
    })),
  };
}

function withoutNamespace(selector: Mapping): Mapping {
  const labels = Object.entries(mapping(selector.matchLabels)).filter(([key]) => key !== CILIUM_NAMESPACE);
  const expressions = list(selector.matchExpressions).filter((each) => get(each, "key") !== CILIUM_NAMESPACE);
  return { matchLabels: Object.fromEntries(labels), matchExpressions: expressions };
}
