import { describe, expect, it } from "vitest";
import { type KubeObject, keyOfObject } from "../../src/kubernetes/object.ts";
import { decide, type Goal } from "../../src/reconcile/decide.ts";
import type { World } from "../../src/reconcile/world.ts";
import { goal, keyOfKs, ks, older, readyKs, release, revision, source } from "./objects.ts";

const sourceKey = keyOfObject(source());

function worldOf(
  sources: readonly KubeObject[],
  kustomizations: readonly KubeObject[],
  releases: readonly KubeObject[] = [],
): World {
  const mapped = (objects: readonly KubeObject[]) =>
    new Map(objects.map((object) => [keyOfObject(object), object]));
  return { sources: mapped(sources), kustomizations: mapped(kustomizations), releases: mapped(releases) };
}

const fetched = source({ handled: "t" });
const done = { handled: "t" };
const failed = { ready: "False", reason: "BuildFailed", attempted: revision, handled: "t" } as const;

interface Case {
  readonly title: string;
  readonly world: World;
  readonly asked?: readonly string[];
  readonly goal?: Partial<Goal>;
  readonly ask?: readonly string[];
  readonly outcome: string;
  readonly codes?: readonly string[];
  readonly stages?: Readonly<Record<string, string>>;
}

const cases: Case[] = [
  {
    title: "asks the source first",
    world: worldOf([source()], [readyKs("a")]),
    asked: [],
    ask: ["flux-system"],
    outcome: "going",
  },
  { title: "waits for the source", world: worldOf([source()], [readyKs("a")]), outcome: "going" },
  { title: "no source", world: worldOf([], []), outcome: "failed", codes: ["source-missing"] },
  {
    title: "a source that cannot be fetched",
    world: worldOf([source({ ...done, fetchFailed: "no" })], []),
    outcome: "failed",
  },
  { title: "a suspended source", world: worldOf([source({ suspend: true })], []), outcome: "failed" },
  {
    title: "another commit",
    world: worldOf([fetched], [readyKs("a")]),
    goal: { commit: "2222222222222222222222222222222222222222" },
    outcome: "failed",
    codes: ["other-commit"],
  },
  {
    title: "nothing follows",
    world: worldOf([fetched], [readyKs("a", { source: "else" })]),
    outcome: "failed",
    codes: ["root-missing"],
  },
  {
    title: "asks what needs nothing, and not what needs it",
    world: worldOf([fetched], [ks("a", { revision: older, ready: "True" }), ks("b", { dependsOn: ["a"] })]),
    ask: ["a"],
    outcome: "going",
    stages: { a: "pending", b: "waiting" },
  },
  {
    title: "asks the next when what it needs is ready",
    world: worldOf([fetched], [readyKs("a", done), ks("b", { dependsOn: ["a"] })]),
    asked: ["a"],
    ask: ["b"],
    outcome: "going",
  },
  {
    title: "everything ready",
    world: worldOf([fetched], [readyKs("a", done)]),
    asked: ["a"],
    outcome: "ready",
  },
  {
    title: "one failed, another waits for it",
    world: worldOf([fetched], [ks("a", failed), ks("b", { dependsOn: ["a"] })]),
    asked: ["a"],
    outcome: "failed",
    stages: { a: "failed", b: "waiting" },
  },
  {
    title: "one failed while another is at work",
    world: worldOf([fetched], [ks("a", failed), ks("b", { ready: "Unknown" })]),
    asked: ["a", "b"],
    outcome: "going",
  },
  {
    title: "a dependency that nobody brings",
    world: worldOf([fetched], [ks("a", { dependsOn: ["no"] })]),
    outcome: "failed",
  },
  {
    title: "a child that the root applied and nobody has seen yet",
    world: worldOf(
      [fetched],
      [
        readyKs("root", {
          ...done,
          inventory: ["flux-system_child_kustomize.toolkit.fluxcd.io_Kustomization"],
        }),
      ],
    ),
    asked: ["root"],
    outcome: "going",
    stages: { root: "ready", child: "pending" },
  },
  {
    title: "a child that is being removed",
    world: worldOf([fetched], [readyKs("root", done), ks("child", { deleted: true })]),
    asked: ["root"],
    outcome: "going",
  },
  {
    title: "one that an own one applies and that follows a source of its own: asked as well",
    world: worldOf(
      [fetched],
      [
        readyKs("root", { ...done, inventory: ["flux-system_x_kustomize.toolkit.fluxcd.io_Kustomization"] }),
        ks("x", { parent: "root", source: "else", ready: "True", revision: older }),
      ],
    ),
    asked: ["root"],
    ask: ["x"],
    outcome: "going",
  },
  {
    title: "one with a source of its own is ready at that source's revision",
    world: worldOf(
      [fetched],
      [
        readyKs("root", { ...done, inventory: ["flux-system_x_kustomize.toolkit.fluxcd.io_Kustomization"] }),
        ks("x", { parent: "root", source: "else", ready: "True", revision: older, ...done }),
      ],
    ),
    asked: ["root", "x"],
    outcome: "ready",
    stages: { root: "ready", x: "ready" },
  },
  {
    title: "one with a source of its own that failed",
    world: worldOf(
      [fetched],
      [readyKs("root", done), ks("x", { ...failed, parent: "root", source: "else", attempted: older })],
    ),
    asked: ["root", "x"],
    outcome: "failed",
    stages: { x: "failed" },
  },
  {
    title: "a neighbour's that is suspended, which nothing needs",
    world: worldOf([fetched], [readyKs("a", done), ks("b", { suspend: true })]),
    asked: ["a"],
    goal: { ours: new Set(["kubernetes/apps/x/a/app"]) },
    outcome: "ready",
    stages: { b: "suspended" },
  },
  {
    title: "a neighbour's that is suspended, and that one of ours needs",
    world: worldOf([fetched], [ks("a", { dependsOn: ["b"] }), ks("b", { suspend: true })]),
    goal: { ours: new Set(["kubernetes/apps/x/a/app"]) },
    outcome: "failed",
    stages: { a: "waiting", b: "suspended" },
  },
  {
    title: "a suspended one, which is not asked",
    world: worldOf([fetched], [ks("a", { suspend: true })]),
    outcome: "failed",
    stages: { a: "suspended" },
  },
  {
    title: "a HelmRelease that failed below a ready Kustomization",
    world: worldOf(
      [fetched],
      [readyKs("a", { ...done, inventory: ["x_web_helm.toolkit.fluxcd.io_HelmRelease"] })],
      [release("web", { ready: "False", reason: "InstallFailed" })],
    ),
    asked: ["a"],
    outcome: "failed",
  },
  {
    title: "a dependency in another source",
    world: worldOf(
      [fetched],
      [ks("a", { dependsOn: ["other"] }), readyKs("other", { source: "else", revision: "v1" })],
    ),
    ask: ["a"],
    outcome: "going",
  },
  {
    title: "only the named app",
    world: worldOf([fetched], [readyKs("a", done), ks("b", failed)]),
    goal: { apps: ["a"] },
    asked: ["a"],
    outcome: "ready",
  },
  {
    title: "an app that the root is about to bring",
    world: worldOf([fetched], [ks("root", { ready: "Unknown", path: "./kubernetes/apps" })]),
    goal: { apps: ["new"] },
    ask: ["root"],
    outcome: "going",
  },
];

describe("decide", () => {
  it.each(cases)(
    "$title",
    ({ world, asked = [], goal: more, ask = [], outcome, codes = [], stages = {}, title }) => {
      const keys = title.startsWith("asks the source") ? [] : [sourceKey];
      const verdict = decide(world, { ...goal, ...more }, new Set([...keys, ...asked.map(keyOfKs)]));
      expect(verdict.outcome).toBe(outcome);
      expect(verdict.ask.map(({ name }) => name)).toEqual(ask);
      expect(verdict.problems.map(({ code }) => code)).toEqual(codes);
      const found = new Map(verdict.lines.map(({ ref, state }) => [ref.name, state.stage]));
      for (const [name, stage] of Object.entries(stages)) expect(found.get(name)).toBe(stage);
    },
  );
});
