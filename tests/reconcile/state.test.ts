import { describe, expect, it } from "vitest";
import { type Aim, kustomizationState, sourceState } from "../../src/reconcile/state.ts";
import { ks, type Made, older, readyKs, revision, source } from "./objects.ts";

const failed: Made = { ready: "False", reason: "BuildFailed", attempted: revision };

const cases: [string, Made, Aim, string][] = [
  ["nothing said yet", {}, { revision }, "pending"],
  ["ready at the revision", { ready: "True", revision }, { revision }, "ready"],
  ["ready at an older one", { ready: "True", revision: older }, { revision }, "pending"],
  ["ready, where any revision will do", { ready: "True", revision: older }, {}, "ready"],
  ["ready, and not asked yet by this run", { ready: "True", revision }, { revision, token: "t" }, "pending"],
  ["ready after it was asked", { ready: "True", revision, handled: "t" }, { revision, token: "t" }, "ready"],
  [
    "ready after somebody else asked later, in another time zone",
    { ready: "True", revision, handled: "2026-01-01T02:00:01.5+01:00" },
    { revision, token: "2026-01-01T01:00:00.000Z" },
    "ready",
  ],
  [
    "ready after somebody else asked before",
    { ready: "True", revision, handled: "2026-01-01T00:59:59Z" },
    { revision, token: "2026-01-01T01:00:00.000Z" },
    "pending",
  ],
  ["an older generation", { ready: "True", revision, generation: 2 }, { revision }, "pending"],
  ["at work", { ready: "Unknown", reason: "Progressing" }, { revision, token: "t" }, "progressing"],
  ["failed at the revision", failed, { revision }, "failed"],
  ["failed at an older one", { ...failed, attempted: older }, { revision }, "pending"],
  ["failed before it was asked", failed, { revision, token: "t" }, "pending"],
  ["failed without a source", { ready: "False", reason: "ArtifactFailed" }, { revision }, "failed"],
  ["waits", { ...failed, reason: "DependencyNotReady" }, { revision }, "waiting"],
  [
    "a webhook that comes up",
    { ...failed, message: "failed calling webhook: no endpoints available for service" },
    { revision },
    "progressing",
  ],
  ["suspended", { ...failed, suspend: true }, { revision }, "suspended"],
  ["being removed", { ...failed, deleted: true }, { revision }, "removing"],
];

describe("kustomizationState", () => {
  it.each(cases)("%s", (_title, made, aim, stage) => {
    expect(kustomizationState(ks("one", made), aim).stage).toBe(stage);
  });
});

describe("what a Kustomization is at", () => {
  const at = (revision: string) => `Running health checks for revision ${revision} with a timeout of 5m0s`;
  it.each([
    ["the step, the commit in short", at(revision), at("main@sha1:11111111")],
    ["an earlier commit", at(older), `still at an earlier commit: ${at("main@sha1:00000000")}`],
    ["a step without a commit", "Detecting drift", "Detecting drift"],
    ["nothing but the condition", undefined, "Reconciliation in progress"],
  ])("%s", (_title, step, said) => {
    const made: Made = { ready: "Unknown", message: "Reconciliation in progress", ...(step && { step }) };
    expect(kustomizationState(ks("one", made), { revision }).message).toBe(said);
  });
});

describe("sourceState", () => {
  it.each([
    ["ready", {}, {}, "ready"],
    ["not handled", {}, { token: "t" }, "pending"],
    [
      "an artifact of before and a fetch that failed",
      { fetchFailed: "no such host", handled: "t" },
      { token: "t" },
      "failed",
    ],
    ["a failure from before it was asked", { fetchFailed: "no such host" }, { token: "t" }, "pending"],
    ["suspended", { suspend: true }, {}, "suspended"],
  ] as const)("%s", (_title, made, aim, stage) => {
    expect(sourceState(source(made), aim).stage).toBe(stage);
  });

  it("gives the words of the fetch that failed", () => {
    expect(sourceState(source({ fetchFailed: "no such host" }), {}).message).toBe("no such host");
  });

  it("takes a ready Kustomization for ready", () => {
    expect(kustomizationState(readyKs("one"), { revision }).stage).toBe("ready");
  });
});
