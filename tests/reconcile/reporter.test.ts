import { describe, expect, it } from "vitest";
import type { Io } from "../../src/io.ts";
import { refOf } from "../../src/kubernetes/object.ts";
import type { Verdict } from "../../src/reconcile/decide.ts";
import { reporterFor } from "../../src/reconcile/reporter.ts";
import type { Stage } from "../../src/reconcile/state.ts";
import { keyOfKs, ks } from "./objects.ts";

function verdict(...stages: Stage[]): Verdict {
  return saying("password=hunter22", ...stages);
}

function saying(message: string, ...stages: Stage[]): Verdict {
  const lines = stages.map((stage, index) => ({
    key: keyOfKs(`k${index}`),
    ref: refOf(ks(`k${index}`)),
    state: { stage, reason: "", message },
    on: [],
    below: [],
  }));
  return { source: undefined, lines, revision: undefined, ask: [], outcome: "going", problems: [] };
}

function ioFor(more: Partial<Io>): { io: Io; out: string[]; err: string[] } {
  const [out, err]: [string[], string[]] = [[], []];
  const io: Io = {
    env: {},
    cwd: "/",
    home: undefined,
    platform: "linux",
    terminal: { stdout: false, stderr: false },
    now: () => new Date(0),
    stdout: (text) => void out.push(text),
    stderr: (text) => void err.push(text),
    ...more,
  };
  return { io, out, err };
}

const usual = {
  format: "text",
  color: false,
  quiet: false,
  mask: (text: string) => text.replaceAll("hunter22", "***"),
};
const terminal = { terminal: { stdout: true, stderr: true }, screen: () => ({ columns: 80, rows: 24 }) };

describe("reporterFor", () => {
  it("writes a line for each change where nobody watches", () => {
    const { io, err } = ioFor({});
    const reporter = reporterFor(io, usual);
    reporter.moment(verdict("pending", "pending"));
    reporter.moment(verdict("ready", "pending"));
    reporter.end();
    expect(err.map((line) => line.trim().split(/\s+/).slice(1, 4).join(" "))).toEqual([
      "pending Kustomization flux-system/k0",
      "pending Kustomization flux-system/k1",
      "ready Kustomization flux-system/k0",
    ]);
  });

  it("writes no line for a step on the way", () => {
    const { io, err } = ioFor({});
    const reporter = reporterFor(io, usual);
    for (const step of ["Building", "Applying"]) reporter.moment(saying(step, "progressing"));
    reporter.moment(saying("Applied", "ready"));
    expect(err).toHaveLength(2);
  });

  it("does so in a terminal of CI as well", () => {
    const { io, err } = ioFor({ ...terminal, env: { CI: "true" } });
    reporterFor(io, usual).moment(verdict("ready"));
    expect(err).toHaveLength(1);
  });

  it("leaves the last picture in a terminal", () => {
    const { io, err } = ioFor(terminal);
    const reporter = reporterFor(io, usual);
    reporter.moment(verdict("pending"));
    reporter.moment(verdict("ready"));
    reporter.end();
    expect(err).toHaveLength(1);
    expect(err[0]).toContain("ready         Kustomization flux-system/k0");
  });

  it("writes one event a line for a program, and nothing else", () => {
    const { io, out, err } = ioFor(terminal);
    const reporter = reporterFor(io, { ...usual, format: "json" });
    reporter.checks([{ status: "ok", code: "flux", message: "well" }]);
    reporter.moment(verdict("pending"));
    reporter.end();
    const events = out.map((line): { event: string } => JSON.parse(line));
    expect(events.map(({ event }) => event)).toEqual(["preflight", "state"]);
    expect(out.join("")).not.toContain("hunter22");
    expect(err).toEqual([]);
  });

  it("says nothing where quiet is asked for", () => {
    const { io, out, err } = ioFor(terminal);
    const reporter = reporterFor(io, { ...usual, quiet: true });
    reporter.moment(verdict("pending"));
    reporter.end();
    expect([...out, ...err]).toEqual([]);
  });
});
