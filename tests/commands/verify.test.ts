import { describe, expect, it } from "vitest";
import { clusterYaml, started } from "../line/platform.ts";
import { sealedRepository } from "./sealed.ts";

const json = (argv: readonly string[]) => ["--format", "json", "verify", ...argv];
const codes = (text: string) =>
  (JSON.parse(text) as { problems: { code: string }[] }).problems.map(({ code }) => code);

describe("verify", () => {
  it.each([
    { argv: ["nobody"], exitCode: 3, code: "usage" },
    { argv: ["--via", "air"], exitCode: 3, code: "usage" },
    { argv: ["--timeout", "soon"], exitCode: 3, code: "usage" },
    { argv: ["--resolve", "gateway.local"], exitCode: 3, code: "usage" },
    { argv: [], exitCode: 1, code: "kubeconfig-missing" },
    { argv: ["--via", "route", "--context", "home"], exitCode: 1, code: "kubeconfig-missing" },
  ])("refuses $argv with $code", async ({ argv, exitCode, code }) => {
    const repo = await started(clusterYaml());
    const ran = await repo.run(json(argv));
    expect(ran.exitCode).toBe(exitCode);
    expect(codes(ran.stdout).at(-1)).toBe(code);
  });

  it("needs the secrets of cluster.yaml", async () => {
    const repo = await sealedRepository();
    await repo.remove("age.key");
    const ran = await repo.run(json([]));
    expect([ran.exitCode, codes(ran.stdout).at(-1)]).toEqual([1, "config-shut"]);
  });

  it("does not say that all is well when nothing could be asked", async () => {
    const repo = await started(clusterYaml());
    const ran = await repo.run(json(["dragonfly", "--via", "route"]));
    expect([ran.exitCode, codes(ran.stdout)]).toEqual([1, ["nothing-asked"]]);
    const { counts, checks } = JSON.parse(ran.stdout);
    expect(counts.skipped).toBe(checks.length);
    expect(checks[0]).toMatchObject({ app: "dragonfly", id: "dragonfly-shut", status: "skipped" });
  });
});
