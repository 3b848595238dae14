import { expect, test } from "vitest";
import { configMap, FLUX, findings, folder, ks, manifest, type SmallCase } from "./small.ts";

const cases: readonly SmallCase[] = [
  {
    name: "a folder of loose manifests",
    files: {
      "kubernetes/flux/cluster/ks.yaml": ks("root", "./loose"),
      "loose/a.yaml": configMap("data: {}\n"),
    },
    expected: ["folder-without-kustomization kubernetes/flux/cluster/ks.yaml:6:9"],
  },
  {
    name: "a folder that is present",
    files: { "kubernetes/flux/cluster/ks.yaml": ks("root", "./theirs") },
    context: { present: new Set(["theirs/kustomization.yaml"]) },
    expected: [],
  },
  {
    name: "a path out of the tree",
    files: { "kubernetes/flux/cluster/ks.yaml": ks("root", "../theirs") },
    expected: ["path-outside kubernetes/flux/cluster/ks.yaml:6:9"],
  },
  {
    name: "a path in another repository",
    files: {
      "a.yaml": manifest(
        FLUX,
        "Kustomization",
        "other",
        "spec:\n  path: ./deploy\n  sourceRef: {kind: GitRepository, name: other}\n",
      ),
      "b.yaml": manifest(
        "source.toolkit.fluxcd.io/v1",
        "GitRepository",
        "other",
        "spec: {url: 'https://example.com/x'}\n",
      ),
    },
    expected: [],
  },
  {
    name: "a Kustomization that waits for itself",
    files: {
      "kubernetes/flux/cluster/ks.yaml": ks("root", "./a", "  dependsOn:\n    - name: root\n"),
      "a/kustomization.yaml": "resources: []\n",
    },
    expected: ["dependency-cycle kubernetes/flux/cluster/ks.yaml:9:7"],
  },
  {
    name: "a neighbour's Kustomization",
    files: {
      "kubernetes/flux/cluster/ks.yaml": ks(
        "root",
        "./a",
        "  dependsOn:\n    - {name: longhorn, namespace: storage}\n",
      ),
      "a/kustomization.yaml": "resources: []\n",
    },
    context: { external: [{ kind: "Kustomization", name: "longhorn", namespace: "storage" }] },
    expected: [],
  },
  {
    name: "releases that wait for each other",
    files: folder({
      "a.yaml": manifest(
        "helm.toolkit.fluxcd.io/v2",
        "HelmRelease",
        "a",
        "spec:\n  dependsOn: [{name: b}]\n",
      ),
      "b.yaml": manifest(
        "helm.toolkit.fluxcd.io/v2",
        "HelmRelease",
        "b",
        "spec:\n  dependsOn: [{name: c}]\n",
      ),
      "c.yaml": manifest(
        "helm.toolkit.fluxcd.io/v2",
        "HelmRelease",
        "c",
        "spec:\n  dependsOn: [{name: b}]\n",
      ),
    }),
    expected: ["dependency-cycle b.yaml:6:15"],
  },
  {
    name: "a health check of what an operator makes, with no release that could",
    files: {
      "kubernetes/flux/cluster/ks.yaml": ks(
        "root",
        "./a",
        "  healthChecks:\n    - {apiVersion: apps/v1, kind: Deployment, name: x, namespace: y}\n",
      ),
      ...Object.fromEntries(
        Object.entries(folder({ "c.yaml": configMap("") })).map(([path, text]) => [`a/${path}`, text]),
      ),
    },
    expected: ["health-check-not-applied kubernetes/flux/cluster/ks.yaml:9:53"],
  },
];

test.each(cases)("$name", (each) => {
  expect(findings(each)).toEqual(each.expected);
});
