import { rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { account } from "../../src/commands/reconcile-account.ts";
import type { Io } from "../../src/io.ts";
import { type KubeObject, refOf } from "../../src/kubernetes/object.ts";
import type { Line, Verdict } from "../../src/reconcile/decide.ts";
import type { Ending } from "../../src/reconcile/run.ts";
import { kustomizationState } from "../../src/reconcile/state.ts";
import { fakeApi } from "../kubernetes/fake.ts";
import { keyOfKs, ks, readyKs, revision } from "../reconcile/objects.ts";
import { scratchFolder } from "../scratch.ts";

const secret = "hunter2-hunter2";
const broken = ["a", "b"].map((name) =>
  ks(name, {
    ready: "False",
    reason: "ReconciliationFailed",
    message: `Widget/x/one dry-run failed: no matches for kind "Widget" ${"and more ".repeat(12)}${secret}`,
    attempted: revision,
  }),
);

function verdict(outcome: Verdict["outcome"], objects: readonly KubeObject[]): Verdict {
  const lines = objects.map((object): Line => {
    const state = kustomizationState(object, { revision });
    return { key: keyOfKs(object.metadata.name), ref: refOf(object), state, on: [], below: [] };
  });
  return { source: undefined, lines, revision, ask: [], outcome, problems: [] };
}

/** What is said at the end, at a terminal of 60 columns, beside a root without a cluster.yaml. */
async function accountOf(ending: Ending) {
  const root = await scratchFolder("account-");
  onTestFinished(() => rm(root, { recursive: true }));
  const io: Io = {
    ...{ env: {}, cwd: root, home: undefined, platform: "linux", now: () => new Date(0) },
    ...{ terminal: { stdout: true, stderr: true }, screen: () => ({ columns: 60, rows: 24 }) },
    ...{ stdout: () => {}, stderr: () => {} },
  };
  const colours = { color: false, resultColor: false, quiet: false, verbose: false };
  const globals = { ...colours, root, config: join(root, "cluster.yaml"), format: "text" } as const;
  const mask = (text: string) => text.replaceAll(secret, "***");
  return account(ending, { globals, io, api: fakeApi(broken), mask, timeout: 60_000 });
}

const stopped = "stopped watching; Flux goes on in the cluster\n";

const cases: { title: string; ending: Ending; exitCode: number; codes: string[]; talk?: string }[] = [
  {
    title: "all is ready",
    ending: { how: "ready", verdict: verdict("ready", [readyKs("a")]) },
    exitCode: 0,
    codes: [],
    talk: "next: clusterloom verify\n",
  },
  {
    title: "Ctrl-C while something is under way",
    ending: { how: "interrupted", verdict: verdict("going", [ks("a")]) },
    exitCode: 1,
    codes: [],
    talk: stopped,
  },
  {
    title: "Ctrl-C of --watch when all is ready",
    ending: { how: "interrupted", verdict: verdict("ready", [readyKs("a")]) },
    exitCode: 0,
    codes: [],
    talk: stopped,
  },
  {
    title: "Ctrl-C of --watch when something has failed, of which nobody has told the reason",
    ending: { how: "interrupted", verdict: verdict("failed", broken) },
    exitCode: 1,
    codes: ["missing-crd", "missing-crd"],
    talk: stopped,
  },
  {
    title: "a failure",
    ending: { how: "failed", verdict: verdict("failed", broken) },
    exitCode: 1,
    codes: ["missing-crd", "missing-crd"],
  },
];

describe("account", () => {
  it.each(cases)("of $title", async ({ ending, exitCode, codes, talk }) => {
    const told = await accountOf(ending);
    expect([told.exitCode, told.problems.map(({ code }) => code), told.talk]).toEqual([
      exitCode,
      codes,
      talk,
    ]);
  });

  it("fits the terminal, ends with all of them, and hides secrets before a line breaks", async () => {
    const { text } = await accountOf({ how: "failed", verdict: verdict("failed", broken) });
    expect(text.split("\n").filter((row) => row.length > 60)).toEqual([]);
    expect(text).toMatch(/\n2 are not ready: a \[missing-crd\], b \[missing-crd\]\n$/);
    expect(text.replaceAll(/\s+/g, "")).not.toContain(secret);
  });
});
