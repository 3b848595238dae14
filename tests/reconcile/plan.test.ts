import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type KubeObject, keyOfObject } from "../../src/kubernetes/object.ts";
import { planOf } from "../../src/reconcile/plan.ts";
import { ks } from "./objects.ts";

function mapOf(objects: readonly KubeObject[]): Map<string, KubeObject> {
  return new Map(objects.map((object) => [keyOfObject(object), object]));
}

const platform = [
  ks("cluster-apps", { path: "./kubernetes/apps" }),
  ks("litellm-database", {
    dependsOn: ["cloudnative-pg"],
    path: "./kubernetes/apps/ai/litellm/database",
    parent: "cluster-apps",
  }),
  ks("litellm", {
    dependsOn: ["litellm-database", "dragonfly"],
    path: "./kubernetes/apps/ai/litellm/app",
    parent: "cluster-apps",
  }),
  ks("cloudnative-pg", { path: "./kubernetes/apps/db/cloudnative-pg/app", parent: "cluster-apps" }),
  ks("dragonfly", { path: "./kubernetes/apps/cache/dragonfly/app", parent: "cluster-apps" }),
];

const cases: [string, readonly KubeObject[], string[], string[], string[]][] = [
  [
    "everything, what is needed first",
    platform,
    [],
    ["cluster-apps", "cloudnative-pg", "dragonfly", "litellm-database", "litellm"],
    [],
  ],
  ["an app and what it needs", platform, ["dragonfly"], ["cluster-apps", "dragonfly"], []],
  [
    "every Kustomization of an app",
    platform,
    ["litellm"],
    ["cluster-apps", "cloudnative-pg", "dragonfly", "litellm-database", "litellm"],
    [],
  ],
  [
    "one Kustomization by its own name",
    platform,
    ["litellm-database"],
    ["cluster-apps", "cloudnative-pg", "litellm-database"],
    [],
  ],
  ["an unknown app", platform, ["litelm"], [], ["app-unknown"]],
  ["two unknown apps", platform, ["litelm", "x"], [], ["app-unknown", "app-unknown"]],
  ["a dependency that is not there", [ks("a", { dependsOn: ["gone"] })], [], ["a"], []],
  ["a cycle", [ks("a", { dependsOn: ["b"] }), ks("b", { dependsOn: ["a"] })], [], [], ["dependency-cycle"]],
  ["one that depends on itself", [ks("a", { dependsOn: ["a"] })], [], ["a"], []],
  ["nothing", [], [], [], []],
];

describe("planOf", () => {
  it.each(cases)("%s", (_title, objects, apps, names, codes) => {
    const { value, problems } = planOf(mapOf(objects), apps);
    expect((value ?? []).map(({ object }) => object.metadata.name)).toEqual(names);
    expect(problems.map(({ code }) => code)).toEqual(codes);
  });

  it("puts every Kustomization after what it needs, whatever depends on what", () => {
    const graph = fc
      .integer({ min: 1, max: 12 })
      .chain((count) =>
        fc.tuple(
          ...Array.from({ length: count }, (_one, index) =>
            fc.subarray(Array.from({ length: index }, (_o, i) => `k${i}`)),
          ),
        ),
      );
    fc.assert(
      fc.property(graph, (needs) => {
        const objects = needs.map((dependsOn, index) => ks(`k${index}`, { dependsOn })).reverse();
        const { value = [] } = planOf(mapOf(objects), []);
        const order = value.map(({ key }) => key);
        expect(order).toHaveLength(objects.length);
        for (const { key, after } of value)
          for (const need of after) expect(order.indexOf(need)).toBeLessThan(order.indexOf(key));
      }),
    );
  });
});
