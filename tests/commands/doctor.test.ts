import { describe, expect, it } from "vitest";
import { bare, whoami } from "../own-apps/cases.ts";
import { inRepository, told } from "../own-apps/repository.ts";

const files = { ...whoami, "cluster.yaml": `${bare}whoami_token: a-token-of-some-length\n` };

describe("doctor", () => {
  it("changes nothing, and never shows a secret", () =>
    inRepository(files, async (repository) => {
      const { code, out, err } = await repository.run("doctor");
      expect(code).toBe(1);
      expect(out).toContain("error   .sops.yaml does not exist\n        hint: run clusterloom init\n");
      expect(out + err).not.toContain("a-token-of-some-length");
      expect(await repository.read(".sops.yaml")).toBeUndefined();
    }));

  it("finds what a new repository still lacks, and no more", () =>
    inRepository(files, async (repository) => {
      await repository.run("init");
      await repository.run("configure");
      const ran = await repository.run("--format", "json", "doctor");
      expect(told(ran)).toEqual(["not-in-git"]);
      expect(ran.code).toBe(0);
      const { checks } = JSON.parse(ran.out);
      expect(checks.filter(({ status }: { status: string }) => status === "ok").length).toBeGreaterThan(4);
    }));

  it("finds edited files, open permissions, interrupted writes and outdated templates", () =>
    inRepository(files, async (repository) => {
      await repository.run("init");
      await repository.run("configure");
      await repository.write("kubernetes/apps/whoami/whoami/ks.yaml", "mine: true\n");
      await repository.run("eject", "dragonfly", "ks.yaml");
      await repository.write(".clusterloom/staging-1-2/journal.json", "{}");
      const path = "templates/apps/dragonfly/ks.yaml.j2";
      const text = (await repository.read(path)) ?? "";
      await repository.write(path, text.replace(/, [0-9a-f]{16};/, ", 0123456789abcdef;"));
      const found = told(await repository.run("--format", "json", "doctor"));
      expect(found).toEqual([
        "not-in-git",
        "edited-by-hand kubernetes/apps/whoami/whoami/ks.yaml:1:1",
        "interrupted-write",
        `template-outdated ${path}:1:1`,
      ]);
    }));
});
