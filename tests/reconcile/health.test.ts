import { expect, it } from "vitest";
import { isHealthy } from "../../src/reconcile/health.ts";

it.each([
  ["Deployment", { replicas: 0 }, {}, true],
  ["Deployment", {}, { readyReplicas: 1 }, true],
  ["StatefulSet", { replicas: 3 }, { readyReplicas: 2 }, false],
  ["StatefulSet", { replicas: 1 }, undefined, false],
  ["DaemonSet", {}, undefined, false],
  ["Dragonfly", {}, undefined, false],
  ["Job", {}, { conditions: [{ type: "Complete", status: "True" }] }, true],
  ["PersistentVolumeClaim", {}, { phase: "Pending" }, false],
  ["HelmRelease", {}, undefined, false],
  ["ConfigMap", {}, undefined, true],
])("a %s with %j and the status %j is well: %s", (kind, spec, status, well) => {
  const object = { apiVersion: "v1", kind, metadata: { name: "x" }, spec, ...(status && { status }) };
  expect(isHealthy(object)).toBe(well);
});
