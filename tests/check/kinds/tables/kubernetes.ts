import { object } from "../../rule-case.ts";
import type { KindCase } from "../kind-case.ts";
import { service } from "../objects.ts";

/** What is wrong in documents of these kinds, and what is not. */
export const kubernetesCases: readonly KindCase[] = [
  ["two ports without names", service("ports: [{port: 1}, {port: 2, name: b}]"), "missing-field"],
  ["two ports of one name", service("ports: [{port: 1, name: b}, {port: 2, name: b}]"), "duplicate-entry"],
  ["no ports", service("selector: {a: b}"), "missing-field"],
  ["no ports, without an address", service("clusterIP: None")],
  ["an external name of nothing", service("type: ExternalName"), "missing-field"],
  ["a key with a slash", object("v1", "ConfigMap", "data: {a/b: c}\n"), "data-key"],
  [
    "a megabyte and more",
    object("v1", "ConfigMap", `data: {a: ${"x".repeat(1024 * 1024 + 1)}}\n`),
    "out-of-range",
  ],
  [
    "a TLS Secret without its key",
    object("v1", "Secret", "type: kubernetes.io/tls\nstringData: {tls.crt: a}\n"),
    "secret-type",
  ],
  [
    "a login of nobody",
    object("v1", "Secret", "type: kubernetes.io/basic-auth\nstringData: {a: b}\n"),
    "secret-type",
  ],
  [
    "a peer of nobody",
    object("networking.k8s.io/v1", "NetworkPolicy", "spec: {ingress: [{from: [{}]}]}\n"),
    "one-of",
  ],
  [
    "a range with a selector",
    object(
      "networking.k8s.io/v1",
      "NetworkPolicy",
      "spec: {egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8}, podSelector: {}}]}]}\n",
    ),
    "one-of",
  ],
  [
    "a range that is none",
    object(
      "networking.k8s.io/v1",
      "NetworkPolicy",
      "spec: {egress: [{to: [{ipBlock: {cidr: 10.0.0.0}}]}]}\n",
    ),
    "pattern-mismatch",
  ],
  [
    "a port in quotes",
    object("networking.k8s.io/v1", "NetworkPolicy", 'spec: {egress: [{ports: [{port: "443"}]}]}\n'),
    "pattern-mismatch",
  ],
  [
    "ports backwards",
    object("networking.k8s.io/v1", "NetworkPolicy", "spec: {egress: [{ports: [{port: 9, endPort: 8}]}]}\n"),
    "out-of-range",
  ],
  [
    "an account of nowhere",
    object("rbac.authorization.k8s.io/v1", "RoleBinding", "subjects: [{kind: ServiceAccount, name: a}]\n"),
    "missing-field",
  ],
  ["a name with capitals", object("v1", "ConfigMap", "data: {}\n", "Abc"), "object-name"],
  [
    "a role may be called so",
    object("rbac.authorization.k8s.io/v1", "ClusterRole", "rules: []\n", "system:a"),
  ],
  [
    "a label of 64 characters",
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: {b: ${"c".repeat(64)}}}\n`,
    "label-syntax",
  ],
  [
    "a label with two slashes",
    "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: {a/b/c: d}}\n",
    "label-syntax",
  ],
  [
    "an annotation with a space",
    "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, annotations: {a b: d}}\n",
    "annotation-syntax",
  ],
  [
    "an operator without values",
    object(
      "v1",
      "PersistentVolumeClaim",
      "spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}, selector: {matchExpressions: [{key: a, operator: In}]}}\n",
    ),
    "selector-values",
  ],
  [
    "an operator with values",
    object(
      "v1",
      "PersistentVolumeClaim",
      "spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}, selector: {matchExpressions: [{key: a, operator: Exists, values: [b]}]}}\n",
    ),
    "selector-values",
  ],
];
