import { describe, expect, it } from "vitest";
import type { Files } from "../../src/files.ts";
import { causeOf } from "../../src/reconcile/causes.ts";
import { decide } from "../../src/reconcile/decide.ts";
import type { Finding } from "../../src/reconcile/diagnose.ts";
import { duration } from "../../src/reconcile/duration.ts";
import { placeOf } from "../../src/reconcile/place.ts";
import {
  culprits,
  foundText,
  problemOf,
  summaryText,
  waiting,
  waitProblem,
} from "../../src/reconcile/told.ts";
import { emptyWorld, withAll } from "../../src/reconcile/world.ts";
import { goal, keyOfKs, ks, readyKs, release, revision, source } from "./objects.ts";

const kustomizations = [
  ks("a", { ready: "False", reason: "BuildFailed", attempted: revision }),
  ks("b", { dependsOn: ["a"] }),
  ks("c", { dependsOn: ["nobody"] }),
  readyKs("d", { inventory: ["x_web_helm.toolkit.fluxcd.io_HelmRelease"] }),
];
const helm = release("web", { ready: "False", reason: "InstallFailed" });
const world = withAll(
  withAll(withAll(emptyWorld, "sources", [source({ handled: "t" })]), "kustomizations", kustomizations),
  "releases",
  [helm],
);
const sourceKey = "source.toolkit.fluxcd.io/GitRepository/flux-system/flux-system";
const verdict = decide(world, goal, new Set([sourceKey]));
const known = new Set(verdict.lines.map(({ key }) => key));

describe("what is told at the end", () => {
  it("is the matter itself first, below ready ones as well, and not what waits for it", () => {
    expect(culprits(verdict).map(({ ref }) => ref.name)).toEqual(["a", "web"]);
    expect(waiting(verdict).map(({ ref }) => ref.name)).toEqual(["b", "c"]);
  });

  it.each([
    ["nothing needs", [], []],
    ["one of ours needs", ["n"], ["n"]],
  ])("leaves a suspended neighbour out that %s", (_title, dependsOn, names) => {
    const all = [ks("n", { suspend: true }), ks("o", { dependsOn, ready: "True", revision, handled: "t" })];
    const cluster = withAll(
      withAll(emptyWorld, "sources", [source({ handled: "t" })]),
      "kustomizations",
      all,
    );
    const ours = new Set(["kubernetes/apps/x/o/app"]);
    const seen = decide(cluster, { ...goal, ours }, new Set([sourceKey, keyOfKs("o")]));
    expect(culprits(seen).map(({ ref }) => ref.name)).toEqual(names);
  });

  it("tells what is late from what nobody brings", () => {
    const codes = waiting(verdict).map((line) => waitProblem(line, known).code);
    expect(codes).toEqual(["dependency-not-ready", "dependency-missing"]);
    expect(known.has(keyOfKs("a"))).toBe(true);
  });
});

describe("problemOf", () => {
  it.each([
    ["Helm upgrade failed for release x/web: timed out", false],
    ["RetriesExceeded: Failed to upgrade after 3 attempt(s)", true],
  ])("says how Helm is made to try again where it has given up: %s", (said, isTold) => {
    const ref = { apiVersion: "helm.toolkit.fluxcd.io/v2", kind: "HelmRelease", namespace: "x", name: "web" };
    const cause = causeOf([said]);
    const problem = problemOf({ ref, objects: [ref], trail: [said], log: [], cause, stage: "failed" });
    expect(problem.code).toBe("helm-failed");
    expect(problem.hint?.includes("clusterloom resume")).toBe(isTold);
  });
});

const ref = {
  apiVersion: "kustomize.toolkit.fluxcd.io/v1",
  kind: "Kustomization",
  namespace: "x",
  name: "web",
};
const finding: Finding = {
  ref,
  objects: [ref],
  trail: [
    `Kustomization x/web: HealthCheckFailed: ${"so it is, ".repeat(60)}at last`,
    "Deployment x/web: 0 of 1",
  ],
  log: ["https://example.com/of/a/program/that/says/where/it/was/when/that/happened/to/it"],
  cause: {
    code: "health-check-failed",
    title: "it is not well",
    hint: "look at it, and then once more at all of it",
  },
  stage: "failed",
};

describe("a finding as text", () => {
  const problem = { ...problemOf(finding), at: { file: "kubernetes/a.yaml", line: 3, column: 1 } };

  it("tells the cause, where, what to do, and then the way to it", () => {
    const rows = foundText(finding, problem).split("\n");
    expect(rows.slice(0, 3)).toEqual([
      "error   Kustomization x/web: it is not well [health-check-failed]",
      "        at kubernetes/a.yaml:3",
      "        hint: look at it, and then once more at all of it",
    ]);
    expect(rows[3]).toMatch(/^ {8}HealthCheckFailed: so it is, .* … .*at last$/);
    expect(rows[4]).toBe("          └ Deployment x/web: 0 of 1");
  });

  it("ends with all of them, those without a diagnosis as well", () => {
    const [one, other] = culprits(verdict);
    if (!one || !other) throw new Error("there are not two");
    expect(summaryText([one, other], [{ code: "a" }])).toBe("2 are not ready: a [a], web\n");
  });

  it("fits the terminal, but for a word that is longer", () => {
    const rows = foundText(finding, problem, 40).split("\n");
    expect(rows.filter((row) => row.length > 40)).toEqual([`               ${finding.log[0]}`]);
    for (const row of rows.slice(1, -1)) expect(row).toMatch(/^ {8}/);
    expect(rows.length).toBeLessThan(24);
  });
});

const manifest = `---
kind: HelmRelease
metadata:
  name: web
spec:
  values:
    image:
      tag: 1.0.0
---
kind: Secret
metadata:
  name: keys
`;
const files: Files = new Map([["kubernetes/apps/x/web/app/helmrelease.yaml", { text: manifest }]]);
const pod = { kind: "Pod", namespace: "x", name: "web-1" };
const web = { kind: "HelmRelease", namespace: "x", name: "web" };

describe("placeOf", () => {
  it.each([
    ["the line that the cause is about", [web, pod], "image-pull", 8],
    ["the name, where the cause is about no line", [web, pod], "helm-failed", 4],
    ["the name in a later document", [{ kind: "Secret", name: "keys" }], undefined, 12],
    ["nothing for what the tree does not write", [pod], "image-pull", undefined],
  ])("gives %s", (_title, objects, code, line) => {
    expect(placeOf(files, objects, code)?.line).toBe(line);
  });
});

describe("duration", () => {
  it.each([
    ["90s", 90_000],
    ["10m", 600_000],
    ["1h30m", 5_400_000],
    ["24h", 86_400_000],
    ["25h", undefined],
    ["0s", undefined],
    ["10", undefined],
    ["soon", undefined],
    ["", undefined],
  ])("%s", (text, milliseconds) => {
    expect(duration(text)).toBe(milliseconds);
  });
});
