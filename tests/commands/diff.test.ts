import { describe, expect, it } from "vitest";
import { bare, whoami } from "../own-apps/cases.ts";
import { inRepository, type Repository, told } from "../own-apps/repository.ts";

const token = "a-token-of-some-length";
const files = { ...whoami, "cluster.yaml": `${bare}whoami_token: ${token}\n` };
const folder = "kubernetes/apps/whoami/whoami/app";

async function configured(repository: Repository): Promise<void> {
  await repository.run("init");
  expect((await repository.run("configure")).code).toBe(0);
}

describe("diff", () => {
  it("prints nothing and returns 0 when nothing would change", () =>
    inRepository(files, async (repository) => {
      await configured(repository);
      expect(await repository.run("diff")).toEqual({ code: 0, out: "", err: "nothing would change\n" });
    }));

  it("returns 2, shows what would change, masks secrets, and writes nothing", () =>
    inRepository(files, async (repository) => {
      await configured(repository);
      const before = await repository.read(`${folder}/configmap.yaml`);
      await repository.write(
        "cluster.yaml",
        `${bare}whoami_token: another-long-token\nwhoami_greeting: hi\n`,
      );
      const ran = await repository.run("diff");
      expect(ran.code).toBe(2);
      expect(ran.out).toContain(`--- a/${folder}/configmap.yaml\n+++ b/${folder}/configmap.yaml\n`);
      expect(ran.out).toContain("-  value: hello example.com cache\n+  value: hi example.com cache\n");
      expect(ran.out).toContain("-  token: ***\n+  token: *** (changed)\n");
      expect(ran.out).not.toMatch(/token-of-some-length|another-long-token|\u001b/);
      expect(await repository.read(`${folder}/configmap.yaml`)).toBe(before);
    }));

  it("gives the changes as JSON", () =>
    inRepository(files, async (repository) => {
      await configured(repository);
      await repository.write("cluster.yaml", `${bare}whoami_token: ${token}\nwhoami_greeting: hi\n`);
      const { changes, clean } = JSON.parse((await repository.run("--format", "json", "diff")).out);
      expect({ changes, clean }).toMatchObject({
        changes: [{ path: `${folder}/configmap.yaml`, action: "update" }],
        clean: false,
      });
      expect(changes[0].diff).toMatch(/^--- a\//);
    }));

  it("returns 1 and shows what a hand has written", () =>
    inRepository(files, async (repository) => {
      await configured(repository);
      await repository.write(`${folder}/configmap.yaml`, "mine: true\n");
      const ran = await repository.run("diff");
      expect(ran.code).toBe(1);
      expect(ran.out).toMatch(/^kept, because it was edited by hand: .*configmap\.yaml\n--- a\//);
      expect(ran.out).toContain("-mine: true\n");
    }));

  it("masks a secret that an earlier hand put into a file in clear", () =>
    inRepository(files, async (repository) => {
      await configured(repository);
      await repository.write(`${folder}/configmap.yaml`, `leak: ${token}\n`);
      const ran = await repository.run("diff");
      expect(ran.out).toContain("-leak: ***\n");
      expect(ran.out + ran.err).not.toContain(token);
    }));
});

describe("configure", () => {
  it("shows the diff of a hand-edited file with its problem", () =>
    inRepository(files, async (repository) => {
      await configured(repository);
      await repository.write(`${folder}/configmap.yaml`, "mine: true\n");
      const ran = await repository.run("configure");
      expect(ran).toMatchObject({ code: 1, out: "" });
      expect(ran.err).toContain("-mine: true\n");
      const json = await repository.run("--format", "json", "configure");
      expect(told(json)).toEqual([`edited-by-hand ${folder}/configmap.yaml:1:1`]);
      expect(JSON.parse(json.out).changes).toMatchObject([
        { action: "edited", path: `${folder}/configmap.yaml` },
      ]);
    }));

  const dryRuns: [string, string[], boolean][] = [
    ["names files", ["configure", "--dry-run"], false],
    ["shows diffs with -v", ["-v", "configure", "--dry-run"], true],
  ];
  it.each(dryRuns)("--dry-run %s", (_name, argv, shows) =>
    inRepository(files, async (repository) => {
      await repository.run("init");
      const { out, code } = await repository.run(...argv);
      expect(code).toBe(0);
      expect(out).toContain(`create ${folder}/configmap.yaml\n`);
      expect(out.includes("+  value: hello")).toBe(shows);
    }),
  );
});
