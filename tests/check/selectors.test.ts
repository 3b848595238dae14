import { expect, test } from "vitest";
import { dragonfly, findings, folder, job, manifest, policy, type SmallCase } from "./small.ts";

const cases: readonly SmallCase[] = [
  {
    name: "a policy for every pod",
    files: folder({ "p.yaml": policy("  podSelector: {}\n") }),
    expected: [],
  },
  {
    name: "an expression that fits",
    files: folder({
      "d.yaml": dragonfly,
      "p.yaml": policy(
        "  podSelector: {matchExpressions: [{key: app, operator: In, values: [cache]}, {key: role, operator: Exists}]}\n",
      ),
    }),
    expected: [],
  },
  {
    name: "an expression that does not",
    files: folder({
      "d.yaml": dragonfly,
      "p.yaml": policy("  podSelector: {matchExpressions: [{key: app, operator: NotIn, values: [cache]}]}\n"),
    }),
    expected: ["selects-nothing p.yaml:6:16"],
  },
  {
    name: "the pods of a Job",
    files: folder({
      "j.yaml": job("name: a"),
      "p.yaml": policy("  podSelector: {matchLabels: {job-name: migrate}}\n"),
    }),
    expected: [],
  },
  {
    name: "a namespace shared with others",
    files: folder({ "p.yaml": policy("  podSelector: {matchLabels: {app: theirs}}\n") }),
    context: { present: new Set(["kubernetes/apps/ai/theirs/app/kustomization.yaml"]) },
    expected: [],
  },
  {
    name: "a chart we do not know",
    files: folder({
      "h.yaml": manifest("helm.toolkit.fluxcd.io/v2", "HelmRelease", "x", "spec: {}\n"),
      "p.yaml": policy("  podSelector: {matchLabels: {app: theirs}}\n"),
    }),
    expected: [],
  },
  {
    name: "a release of that chart that is called otherwise",
    files: folder({
      "h.yaml": manifest("helm.toolkit.fluxcd.io/v2", "HelmRelease", "x", "spec: {}\n"),
      "p.yaml": policy("  podSelector: {matchLabels: {app.kubernetes.io/instance: z}}\n"),
    }),
    expected: ["selects-nothing p.yaml:6:16"],
  },
  {
    name: "a peer that is an address",
    files: folder({
      "p.yaml": policy("  podSelector: {}\n  egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8}}]}]\n"),
    }),
    expected: [],
  },
  {
    name: "a peer namespace by expression",
    files: folder({
      "p.yaml": policy(
        "  podSelector: {}\n  ingress: [{from: [{namespaceSelector: {matchExpressions: [{key: kubernetes.io/metadata.name, operator: In, values: [x, kube-system]}]}}]}]\n",
      ),
    }),
    expected: ["unknown-namespace p.yaml:7:41"],
  },
  {
    name: "pods of others in a namespace that is ours and declared",
    files: folder({
      "n.yaml": manifest("v1", "Namespace", "ai"),
      "p.yaml": policy(
        "  podSelector: {}\n  ingress: [{from: [{podSelector: {matchLabels: {app: theirs}}}]}]\n",
      ),
    }),
    context: { external: [{ kind: "Namespace", name: "ai" }] },
    expected: [],
  },
  {
    name: "a neighbour's namespace",
    files: folder({
      "p.yaml": policy(
        "  podSelector: {}\n  ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: network}}}]}]\n",
      ),
    }),
    context: { present: new Set(["kubernetes/apps/network/kustomization.yaml"]) },
    expected: [],
  },
  {
    name: "monitors of a namespace that others fill",
    files: folder({
      "m.yaml": manifest(
        "monitoring.coreos.com/v1",
        "ServiceMonitor",
        "m",
        "spec:\n  namespaceSelector: {matchNames: [network]}\n  selector: {matchLabels: {app: x}}\n",
      ),
    }),
    context: { external: [{ kind: "Namespace", name: "network" }] },
    expected: [],
  },
];

test.each(cases)("$name", (each) => {
  expect(findings(each)).toEqual(each.expected);
});
