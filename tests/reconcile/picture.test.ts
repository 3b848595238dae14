import { describe, expect, it } from "vitest";
import { refOf } from "../../src/kubernetes/object.ts";
import type { Line, Verdict } from "../../src/reconcile/decide.ts";
import { ageText, changed, eventOf, picture, plainLine } from "../../src/reconcile/picture.ts";
import type { Stage } from "../../src/reconcile/state.ts";
import { keyOfKs, ks } from "./objects.ts";

function line(
  name: string,
  stage: Stage,
  more: Partial<Line> & { message?: string; since?: string } = {},
): Line {
  const { message = "", since, ...rest } = more;
  const state = { stage, reason: "", message, ...(since && { since }) };
  return { key: keyOfKs(name), ref: refOf(ks(name)), state, on: [], below: [], ...rest };
}

const verdict = (lines: readonly Line[]): Verdict => ({
  source: undefined,
  lines,
  revision: undefined,
  ask: [],
  outcome: "going",
  problems: [],
});

const screen = { columns: 80, rows: 24, color: false, now: Date.parse("2026-01-01T00:01:30Z") };
const many = Array.from({ length: 40 }, (_one, index) =>
  line(`k${index}`, index < 30 ? "ready" : "progressing"),
);

describe("picture", () => {
  it("has a line per object with its state, age and what it waits for", () => {
    const lines = [
      line("a", "progressing", {
        message: "Running health checks for revision main@sha1:11111111 with a timeout of 5m0s",
        since: "2026-01-01T00:00:00Z",
      }),
      line("b", "waiting", { on: [keyOfKs("a")], below: [line("c", "ready")] }),
    ];
    expect(picture(verdict(lines), screen)).toEqual([
      "progressing   Kustomization flux-system/a  1m30s  Running health checks",
      "waiting       Kustomization flux-system/b  waits for a",
      "ready           Kustomization flux-system/c",
    ]);
  });

  it("says which commit the source has fetched", () => {
    const source = line("s", "ready");
    const seen = { ...verdict([line("a", "ready")]), source, revision: `main@sha1:${"1".repeat(40)}` };
    expect(picture(seen, screen)).toEqual([
      "ready       Kustomization flux-system/s  main@sha1:11111111",
      "ready         Kustomization flux-system/a",
    ]);
  });

  it("never has more lines or columns than the screen, and leaves out what is ready first", () => {
    const drawn = picture(verdict(many), { ...screen, columns: 30, rows: 8 });
    expect(drawn.length).toBeLessThanOrEqual(6);
    for (const each of drawn) expect(each.length).toBeLessThanOrEqual(30);
    expect(drawn[0]).toContain("progressing");
    expect(drawn.at(-1)).toContain("and 35 more");
  });

  it("shows no control characters of what the cluster says", () => {
    const [drawn] = picture(verdict([line("a", "failed", { message: "red \x1b[31m" })]), screen);
    expect(drawn).not.toContain("\x1b");
  });
});

describe("changed", () => {
  it("gives the lines whose state is another one", () => {
    const before = verdict([line("a", "pending"), line("b", "ready")]);
    const after = verdict([line("a", "ready"), line("b", "ready"), line("c", "pending")]);
    expect(changed(before, after).map(({ ref }) => ref.name)).toEqual(["a", "c"]);
    expect(changed(undefined, after)).toHaveLength(3);
  });
});

describe("lines for logs and programs", () => {
  it("say the same", () => {
    const failed = line("a", "failed", { message: "no\nmore" });
    expect(plainLine(failed, 61_000)).toBe("  1m1s  failed      Kustomization flux-system/a: no\\nmore");
    expect(eventOf(failed, "now")).toMatchObject({
      event: "state",
      kind: "Kustomization",
      name: "a",
      stage: "failed",
    });
  });

  it.each([
    [999, "1s"],
    [61_000, "1m1s"],
    [3_660_000, "1h1m"],
    [-5, "0s"],
  ])("%d ms is %s", (milliseconds, text) => {
    expect(ageText(milliseconds)).toBe(text);
  });
});
