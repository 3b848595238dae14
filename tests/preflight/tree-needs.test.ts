import { describe, expect, it } from "vitest";
import { treeNeeds } from "../../src/preflight/tree-needs.ts";

const flux = (name: string, path: string, more = "") =>
  `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: ${name}, namespace: flux-system}\nspec: {path: ./kubernetes/apps/${path}${more}}\n`;
const object = (apiVersion: string, kind: string) =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: one}\n`;

const files = new Map([
  ["kubernetes/apps/a/ks.yaml", flux("operator", "a/app", ", decryption: {secretRef: {name: sops-age}}")],
  ["kubernetes/apps/a/app/helmrelease.yaml", object("helm.toolkit.fluxcd.io/v2", "HelmRelease")],
  ["kubernetes/apps/b/ks.yaml", flux("database", "b/app", ", dependsOn: [{name: operator}]")],
  ["kubernetes/apps/b/app/cluster.yaml", object("postgresql.cnpg.io/v1", "Cluster")],
  ["kubernetes/apps/c/ks.yaml", flux("app", "c/app", ", dependsOn: [{name: database}]")],
  ["kubernetes/apps/c/app/dragonfly.yaml", object("dragonflydb.io/v1alpha1", "Dragonfly")],
  ["kubernetes/apps/d/ks.yaml", flux("alone", "d/app")],
  ["kubernetes/apps/d/app/monitor.yaml", object("monitoring.coreos.com/v1", "ServiceMonitor")],
  ["kubernetes/apps/d/app/kustomization.yaml", object("kustomize.config.k8s.io/v1beta1", "Kustomization")],
  ["docs/example.yaml", object("example.com/v1", "Widget")],
]);

describe("treeNeeds", () => {
  it("names each kind once, and whether something before may bring it", () => {
    const found = treeNeeds(files).kinds.map(({ kind, mayCome }) => `${kind}${mayCome ? " may come" : ""}`);
    expect(found.sort()).toEqual([
      "Cluster may come",
      "Dragonfly may come",
      "HelmRelease",
      "Kustomization",
      "ServiceMonitor",
    ]);
  });

  it("names each Secret with an age key once", () => {
    expect(treeNeeds(files).keys).toEqual([{ namespace: "flux-system", secret: "sops-age" }]);
  });
});
