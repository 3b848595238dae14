import { object } from "../../rule-case.ts";
import type { KindCase } from "../kind-case.ts";
import { cilium, cluster, dragonfly, gateway, policy, route } from "../objects.ts";

/** What is wrong in documents of these kinds, and what is not. */
export const seldomCases: readonly KindCase[] = [
  [
    "a range of two sorts",
    cilium("endpointSelector: {}, egress: [{toCIDRSet: [{cidr: 10.0.0.0/8, cidrGroupRef: a}]}]"),
    "one-of",
  ],
  [
    "a name and a pattern of DNS",
    cilium(
      "endpointSelector: {}, egress: [{toPorts: [{rules: {dns: [{matchName: a.b, matchPattern: '*'}]}}]}]",
    ),
    "one-of",
  ],
  [
    "more followers at least than at most",
    cluster("minSyncReplicas: 2, maxSyncReplicas: 1"),
    "sync-replicas",
  ],
  [
    "named followers of a preference",
    cluster("postgresql: {synchronous: {dataDurability: preferred, standbyNamesPre: [a]}}"),
    "excluded-field",
  ],
  [
    "an image and a catalogue of a pooler",
    object(
      "postgresql.cnpg.io/v1",
      "Pooler",
      "spec: {cluster: {name: pg}, pgbouncer: {image: a, imageCatalogRef: {name: b}}}\n",
    ),
    "one-of",
  ],
  [
    "a snapshot on two volumes",
    dragonfly("snapshot: {persistentVolumeClaimSpec: {}, existingPersistentVolumeClaimName: a}"),
    "one-of",
  ],
  [
    "a cache that asks for more than it may",
    dragonfly("resources: {requests: {memory: 2Gi}, limits: {memory: 1Gi}}"),
    "request-over-limit",
  ],
  [
    "a target of another group",
    policy("BackendTrafficPolicy", "targetRefs: [{group: apps, kind: HTTPRoute, name: a}]"),
    "policy-target",
  ],
  [
    "a verified chart of Git",
    object(
      "source.toolkit.fluxcd.io/v1",
      "HelmChart",
      "spec: {verify: {provider: cosign}, sourceRef: {kind: GitRepository, name: a}}\n",
    ),
    "excluded-field",
  ],
  [
    "two ways into a bucket",
    object("source.toolkit.fluxcd.io/v1", "Bucket", "spec: {secretRef: {name: a}, serviceAccountName: b}\n"),
    "one-of",
  ],
  [
    "HTTPS that passes through",
    gateway("port: 443, protocol: HTTPS, tls: {mode: Passthrough}"),
    "listener-tls",
  ],
  ["TLS without a mode", gateway("port: 443, protocol: TLS"), "listener-tls"],
  ["a host of UDP", gateway("port: 53, protocol: UDP, hostname: a.b"), "excluded-field"],
  [
    "an address twice",
    object(
      "gateway.networking.k8s.io/v1",
      "Gateway",
      "spec: {addresses: [{value: 10.0.0.1}, {type: IPAddress, value: 10.0.0.1}]}\n",
    ),
    "duplicate-entry",
  ],
  [
    "a replaced path without the path",
    route("filters: [{type: URLRewrite, urlRewrite: {path: {type: ReplaceFullPath}}}]"),
    "filter-fields",
  ],
  [
    "more matches than a route has",
    object(
      "gateway.networking.k8s.io/v1",
      "HTTPRoute",
      `spec: {rules: [${Array(3)
        .fill(`{matches: [${Array(43).fill("{path: {value: /a}}").join(", ")}]}`)
        .join(", ")}]}\n`,
    ),
    "out-of-range",
  ],
  [
    "annotations of more than 256 KiB",
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, annotations: {b: ${"c".repeat(256 * 1024)}}}\n`,
    "annotation-syntax",
  ],
  [
    "a record that is no metric",
    object(
      "monitoring.coreos.com/v1",
      "PrometheusRule",
      "spec: {groups: [{name: a, rules: [{record: a-b, expr: c}]}]}\n",
    ),
    "pattern-mismatch",
  ],
  [
    "two ports of an endpoint",
    object("monitoring.coreos.com/v1", "ServiceMonitor", "spec: {endpoints: [{port: a, targetPort: 1}]}\n"),
    "one-of",
  ],
  [
    "three policy types",
    object("networking.k8s.io/v1", "NetworkPolicy", "spec: {policyTypes: [Ingress, Egress, Ingress]}\n"),
    "out-of-range",
  ],
  ["a pod of nothing", object("v1", "Pod", "spec: {containers: []}\n"), "missing-field"],
  [
    "a user of a namespace",
    object(
      "rbac.authorization.k8s.io/v1",
      "RoleBinding",
      "subjects: [{kind: User, name: a, namespace: b}]\n",
    ),
    "excluded-field",
  ],
];
