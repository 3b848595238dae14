import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { kubeconfigOf } from "../kubernetes/cluster.ts";
import { withServer } from "../kubernetes/server.ts";
import { bare, whoami } from "../own-apps/cases.ts";
import { inRepository, type Ran, told } from "../own-apps/repository.ts";

const files = { ...whoami, "cluster.yaml": `${bare}whoami_token: a-token-of-some-length\n` };

/** Codes of the last event that a run told. */
function codes({ out }: Ran): string[] {
  const last = JSON.parse(out.trim().split("\n").at(-1) ?? "{}") as { problems?: { code: string }[] };
  return (last.problems ?? []).map(({ code }) => code);
}

const json = ["--format", "json", "reconcile"] as const;

describe("reconcile", () => {
  it("says what keeps it from a cluster", () =>
    inRepository(files, async ({ run }) => {
      expect(codes(await run(...json))).toEqual(["kubeconfig-missing"]);
      expect(told(await run("--format", "json", "suspend", "whoami"))).toEqual(["kubeconfig-missing"]);
      expect((await run("reconcile", "--timeout", "soon")).code).toBe(3);
    }));

  it("says what is wrong with cluster.yaml before it looks for a cluster", () =>
    inRepository({ "cluster.yaml": "typo: 1\n" }, async ({ run }) => {
      const ran = await run(...json);
      expect([ran.code, codes(ran).includes("kubeconfig-missing")]).toEqual([1, false]);
    }));

  it("looks at everything before it touches anything, and shows no secret", () =>
    inRepository(
      { ...files, "no-home/.kube/config": kubeconfigOf("https://127.0.0.1:1") },
      async ({ root, run }) => {
        await run("init");
        await run("configure");
        execFileSync("git", ["init", "-q", "--initial-branch=main", root]);
        const ran = await run(...json);
        expect(codes(ran)).toEqual(
          expect.arrayContaining(["api-unreachable", "not-committed", "remote-unknown"]),
        );
        expect(ran.out + ran.err).not.toMatch(/a-token-/);
      },
    ));

  it("asks the cluster and changes nothing with --preflight-only", () =>
    withServer(
      (asked, response) => response.writeHead(asked.url === "/version" ? 200 : 404).end("{}"),
      (url, asked) =>
        inRepository({ ...files, "no-home/.kube/config": kubeconfigOf(url) }, async ({ run }) => {
          const ran = await run(...json, "--preflight-only");
          expect(ran.code).toBe(1);
          expect(asked.map(({ url }) => url)).toContain("/version");
          expect(asked.filter(({ method }) => method === "PATCH")).toEqual([]);
        }),
    ));

  it("names the contexts that there are", () =>
    inRepository(
      { ...files, "no-home/.kube/config": kubeconfigOf("https://127.0.0.1:1") },
      async ({ run }) => {
        const { err, code } = await run("reconcile", "--context", "work");
        expect([code, err.includes("home")]).toEqual([1, true]);
      },
    ));
});
