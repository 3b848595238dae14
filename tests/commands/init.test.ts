import { describe, expect, test } from "vitest";
import { found, places } from "../line/problems.ts";
import { repository } from "../line/repository.ts";

describe("init with the configuration elsewhere", () => {
  test.each([
    { config: "platform.yaml", schema: "./cluster.schema.json", rule: "^platform\\.yaml$" },
    { config: "config/a+b.yaml", schema: "../cluster.schema.json", rule: "^config/a\\+b\\.yaml$" },
  ])("$config: every file that names it names it there", async ({ config, schema, rule }) => {
    const repo = await repository();
    const ran = await repo.run(["--config", config, "init"]);
    expect(ran.exitCode).toBe(0);
    const tree = await repo.tree();
    expect(Object.keys(tree).sort()).toEqual(
      [".gitignore", ".sops.yaml", "age.key", "cluster.schema.json", config].sort(),
    );
    expect(tree[".gitignore"]).toBe(`/age.key\n/${config}\n`);
    expect(tree[".sops.yaml"]).toContain(`path_regex: ${rule}\n`);
    expect(tree[config]).toContain(`$schema=${schema}\n`);
    expect(ran.stderr).toContain(`then clusterloom configure --config ${config}\n`);
    expect((await repo.run(["--config", config, "configure"])).exitCode).toBe(0);
  });

  test("outside of the root nothing is written", async () => {
    const repo = await repository();
    const { exitCode, problems } = await found(repo, ["--config", "../outside.yaml", "init"]);
    expect({ exitCode, problems: places(problems) }).toEqual({
      exitCode: 1,
      problems: ["config-outside-root"],
    });
    expect(await repo.tree()).toEqual({});
  });
});

test("init speaks of the age key only when it made one", async () => {
  const repo = await repository();
  expect((await repo.run(["init"])).stderr).toContain("copy of age.key");
  const before = await repo.tree();
  expect((await repo.run(["init"])).stderr).not.toContain("copy of age.key");
  expect(await repo.tree()).toEqual(before);
});
