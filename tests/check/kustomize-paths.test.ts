import { expect, test } from "vitest";
import { cluster, configMap, findings, folder, type SmallCase } from "./small.ts";

const cases: readonly SmallCase[] = [
  {
    name: "data files are no manifests",
    files: {
      "kustomization.yaml":
        "configMapGenerator:\n  - name: config\n    files:\n      - config.yaml=./data/config.yaml\n",
      "data/config.yaml": "model_list: []\n",
    },
    expected: [],
  },
  {
    name: "a generator's file that is not there",
    files: {
      "kustomization.yaml": "configMapGenerator:\n  - name: config\n    files:\n      - ./data/config.yaml\n",
    },
    expected: ["missing-path kustomization.yaml:4:9"],
  },
  {
    name: "a patch that is not there",
    files: { "kustomization.yaml": "patches:\n  - path: patch.yaml\n    target: {kind: Job}\n" },
    expected: ["missing-path kustomization.yaml:2:11"],
  },
  {
    name: "a file that is present",
    files: { "kustomization.yaml": "resources: [./theirs.yaml, ./folder]\n" },
    context: { present: new Set(["theirs.yaml", "folder/kustomization.yaml"]) },
    expected: [],
  },
  {
    name: "a remote resource",
    files: { "kustomization.yaml": "resources: ['https://example.com/a.yaml']\n" },
    expected: [],
  },
  {
    name: "a path out of the tree",
    files: { "kustomization.yaml": "resources: [../a.yaml]\n" },
    expected: ["path-outside kustomization.yaml:1:13"],
  },
  {
    name: "a component",
    files: {
      "app/kustomization.yaml": "components: [../parts]\n",
      "parts/kustomization.yaml": "kind: Component\nresources: [./a.yaml]\n",
      "parts/a.yaml": configMap("data: {}\n"),
    },
    expected: [],
  },
  {
    name: "a component named as a resource",
    files: {
      "app/kustomization.yaml": "resources: [../parts]\n",
      "parts/kustomization.yaml": "kind: Component\n",
    },
    expected: ["wrong-entry-kind app/kustomization.yaml:1:13"],
  },
  {
    name: "a kustomization that names itself",
    files: {
      "kubernetes/apps/kustomization.yaml": "resources: [../apps]\n",
      "kubernetes/apps/a.yaml": configMap(""),
    },
    expected: ["orphan kubernetes/apps/a.yaml:1:1"],
  },
  {
    name: "a manifest that is kept for a person",
    files: {
      ...folder({}),
      "recovery.yaml": cluster.replace(
        "name: pg",
        "name: pg\n  annotations: {config.kubernetes.io/local-config: 'true'}",
      ),
    },
    expected: [],
  },
];

test.each(cases)("$name", (each) => {
  expect(findings(each)).toEqual(each.expected);
});
