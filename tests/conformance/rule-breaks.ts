import type { Json } from "./mutations.ts";

/** A field set so that it breaks an expression of the kind's CRD, or code of the API server. */
export interface RuleBreak {
  /** What the API's authors would call the rule. */
  readonly title: string;
  readonly kind: string;
  readonly path: readonly (string | number)[];
  readonly value: Json;
}

const route = ["spec", "rules", 0] as const;
const chart = { spec: { chart: "a", sourceRef: { kind: "HelmRepository", name: "a" } } };

/** Rules that a change of one existing field hardly ever breaks. */
export const ruleBreaks: readonly RuleBreak[] = [
  rule("chart beside chartRef", "HelmRelease", ["spec", "chart"], chart),
  rule("an image beside a catalog", "Cluster", ["spec", "imageCatalogRef"], {
    apiGroup: "postgresql.cnpg.io",
    kind: "ImageCatalog",
    major: 18,
    name: "a",
  }),
  rule("a locale without its provider", "Cluster", ["spec", "bootstrap", "initdb", "icuLocale"], "de"),
  rule(
    "a builtin locale without its provider",
    "Cluster",
    ["spec", "bootstrap", "initdb", "builtinLocale"],
    "C",
  ),
  rule(
    "a path with two slashes",
    "HTTPRoute",
    [...route, "matches"],
    [{ path: { type: "PathPrefix", value: "/a//b" } }],
  ),
  rule("a path without a slash", "HTTPRoute", [...route, "matches"], [{ path: { value: "a" } }]),
  rule("a path that goes up", "HTTPRoute", [...route, "matches"], [{ path: { value: "/a/../b" } }]),
  rule("a backend timeout above the request's", "HTTPRoute", [...route, "timeouts"], {
    request: "1s",
    backendRequest: "2s",
  }),
  rule("a filter without its part", "HTTPRoute", [...route, "filters"], [{ type: "RequestRedirect" }]),
  rule(
    "a filter with another's part",
    "HTTPRoute",
    [...route, "filters"],
    [{ type: "RequestRedirect", requestRedirect: {}, urlRewrite: {} }],
  ),
  rule(
    "a redirect with backends",
    "HTTPRoute",
    [...route, "filters"],
    [{ type: "RequestRedirect", requestRedirect: { scheme: "https" } }],
  ),
  rule(
    "tls on HTTP",
    "Gateway",
    ["spec", "listeners"],
    [{ name: "a", port: 80, protocol: "HTTP", tls: { mode: "Terminate" } }],
  ),
  rule(
    "a TLS listener without mode",
    "Gateway",
    ["spec", "listeners"],
    [{ name: "a", port: 443, protocol: "TLS" }],
  ),
  rule(
    "a listener twice",
    "Gateway",
    ["spec", "listeners"],
    [
      { name: "a", port: 80, protocol: "HTTP" },
      { name: "b", port: 80, protocol: "HTTP" },
    ],
  ),
  rule(
    "a peer of two sorts",
    "NetworkPolicy",
    ["spec", "ingress"],
    [{ from: [{ podSelector: {}, ipBlock: { cidr: "10.0.0.0/8" } }] }],
  ),
  rule("a peer of no sort", "NetworkPolicy", ["spec", "ingress"], [{ from: [{}] }]),
  rule("no range", "NetworkPolicy", ["spec", "egress"], [{ to: [{ ipBlock: { cidr: "10.0.0.0" } }] }]),
  rule(
    "an exception outside",
    "NetworkPolicy",
    ["spec", "egress"],
    [{ to: [{ ipBlock: { cidr: "10.0.0.0/8", except: ["11.0.0.0/8"] } }] }],
  ),
  rule("an end without a port", "NetworkPolicy", ["spec", "egress"], [{ ports: [{ endPort: 80 }] }]),
  rule(
    "an end before the port",
    "NetworkPolicy",
    ["spec", "egress"],
    [{ ports: [{ port: 90, endPort: 80 }] }],
  ),
  rule("no policy type", "NetworkPolicy", ["spec", "policyTypes"], ["Inbound"]),
  rule(
    "two ports of one name",
    "Service",
    ["spec", "ports"],
    [
      { name: "a", port: 1 },
      { name: "a", port: 2 },
    ],
  ),
  rule("two ports without a name", "Service", ["spec", "ports"], [{ port: 1 }, { port: 2 }]),
  rule("a key with a slash", "ConfigMap", ["data", "a/b"], "c"),
  rule("a label with a blank", "ConfigMap", ["metadata", "labels"], { "a b": "c" }),
  rule("a value of a label with a slash", "Namespace", ["metadata", "labels"], { a: "b/c" }),
  rule("an annotation with two slashes", "ConfigMap", ["metadata", "annotations"], { "a/b/c": "d" }),
  rule("both budgets", "PodDisruptionBudget", ["spec"], { minAvailable: 1, maxUnavailable: 1, selector: {} }),
  rule("no digest and no tag", "OCIRepository", ["spec", "url"], "https://example.com"),
  rule("verify without a provider", "OCIRepository", ["spec", "verify"], { secretRef: { name: "a" } }),
  rule("an interval that is none", "Kustomization", ["spec", "interval"], "1d"),
  rule("a path-less Kustomization", "Kustomization", ["spec", "sourceRef"], { kind: "GitRepository" }),
];

function rule(title: string, kind: string, path: RuleBreak["path"], value: Json): RuleBreak {
  return { title, kind, path, value };
}

/** Puts the value at the path; false where the object has no such place. */
export function breakRule(root: Json, { path, value }: RuleBreak): boolean {
  let holder: Json = root;
  for (const step of path.slice(0, -1)) {
    if (typeof holder !== "object" || holder === null) return false;
    holder = (holder as Record<string | number, Json>)[step] ?? null;
  }
  if (typeof holder !== "object" || holder === null) return false;
  (holder as Record<string | number, Json>)[path.at(-1) ?? ""] = structuredClone(value);
  return true;
}
