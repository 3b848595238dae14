import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { KubeError } from "../../src/kubernetes/api.ts";
import type { KubeObject } from "../../src/kubernetes/object.ts";
import { type RunOptions, reconcile } from "../../src/reconcile/run.ts";
import { type Controller, type FakeApi, fakeApi } from "../kubernetes/fake.ts";
import { goal, ks, older, revision, source } from "./objects.ts";

const options = (more: Partial<RunOptions> = {}): RunOptions => ({
  timeout: 2000,
  watch: false,
  signal: new AbortController().signal,
  now: () => Date.now(),
  sleep: (milliseconds, signal) =>
    delay(Math.min(milliseconds, 5), undefined, { signal }).catch(() => undefined),
  moment: () => {},
  ...more,
});

/** Acts as the two controllers do, a moment later. */
const flux: Controller = ({ kind, metadata }, fake) => {
  const handled = metadata.annotations?.["reconcile.fluxcd.io/requestedAt"] ?? "";
  setTimeout(
    () => fake.put(kind === "GitRepository" ? source({ handled }) : readied(metadata.name, handled)),
    1,
  );
};

const needs: Readonly<Record<string, readonly string[]>> = { b: ["a"], c: ["b"] };

function readied(name: string, handled: string): KubeObject {
  return ks(name, { ready: "True", revision, handled, dependsOn: needs[name] ?? [] });
}

function platform(controller: Controller): FakeApi {
  const old = ["c", "b", "a"].map((name) =>
    ks(name, { ready: "True", revision: older, dependsOn: needs[name] ?? [] }),
  );
  return fakeApi([source({ revision: older }), ...old], controller);
}

describe("reconcile", () => {
  it("asks the source, then each Kustomization after what it needs, and changes nothing else", async () => {
    const api = platform(flux);
    const { how } = await reconcile(api, goal, options());
    expect(how).toBe("ready");
    expect(api.changes).toEqual([
      "annotate GitRepository/flux-system",
      "annotate Kustomization/a",
      "annotate Kustomization/b",
      "annotate Kustomization/c",
    ]);
  });

  it("ends when one has failed and the others wait for it", async () => {
    const api = platform((object, fake) => {
      if (object.kind === "GitRepository") return flux(object, fake);
      fake.put(ks("a", { ready: "False", reason: "BuildFailed", attempted: revision, handled: "t" }));
    });
    const { how, verdict } = await reconcile(api, goal, options());
    expect(how).toBe("failed");
    expect(verdict.lines.map(({ state }) => state.stage)).toEqual(["failed", "waiting", "waiting"]);
  });

  it("ends when the time is up", async () => {
    const { how } = await reconcile(
      platform(() => {}),
      goal,
      options({ timeout: 30 }),
    );
    expect(how).toBe("timeout");
  });

  it("ends when it is interrupted, and leaves the cluster alone", async () => {
    const stop = new AbortController();
    const api = platform(() => setTimeout(() => stop.abort(), 5));
    const { how } = await reconcile(api, goal, options({ signal: stop.signal }));
    expect(how).toBe("interrupted");
    expect(api.changes).toEqual(["annotate GitRepository/flux-system"]);
  });

  it("goes on watching what others push after our commit was there", async () => {
    const stop = new AbortController();
    const next = "main@sha1:2222222222222222222222222222222222222222";
    const api = platform(flux);
    const seen: string[] = [];
    const moment: RunOptions["moment"] = ({ outcome, revision: at, lines }) => {
      const now = `${outcome} ${at?.slice(-1)} ${lines.map(({ state }) => state.stage).join(",")}`;
      if (seen.at(-1) !== now) seen.push(now);
      if (outcome === "ready" && at === revision) api.put(source({ handled: "t", revision: next }));
      if (at === next) stop.abort();
    };
    const mine = { ...goal, commit: revision.slice(-40) };
    const { how } = await reconcile(api, mine, options({ watch: true, signal: stop.signal, moment }));
    expect(how).toBe("interrupted");
    expect(seen.slice(-2)).toEqual(["ready 1 ready,ready,ready", "going 2 pending,waiting,waiting"]);
  });

  it("ends when the API server is gone for long, and not before", async () => {
    const api = platform((_object, fake) => fake.fail(new KubeError("unreachable", "connection refused")));
    const { how, error } = await reconcile(api, goal, options({ silence: 30 }));
    expect([how, error?.message]).toEqual(["lost", "connection refused"]);
  });

  it("ends at once where we have no right to look", async () => {
    const api = platform(flux);
    api.fail(new KubeError("forbidden", "you may not", 403));
    const { how } = await reconcile(api, goal, options());
    expect(how).toBe("refused");
  });
});
