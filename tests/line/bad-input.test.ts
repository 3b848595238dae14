import { lstat } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BadInput, badInputs } from "./bad-input.ts";
import { OWNER } from "./identity.ts";
import { below, sopsYaml } from "./platform.ts";
import { found, places } from "./problems.ts";
import { type Repository, repository } from "./repository.ts";
import type { Texts } from "./texts.ts";

/** What a run may neither change nor write anew. */
interface Untouched {
  readonly tree: Texts;
  readonly times: Readonly<Record<string, number>>;
}

async function untouched(repo: Repository): Promise<Untouched> {
  const { "cluster.yaml": _tree, ...tree } = await repo.tree();
  const { "cluster.yaml": _times, ...times } = await repo.times();
  return { tree, times };
}

describe.each([
  ["in an empty repository", false],
  ["where a tree stands already", true],
])("bad settings %s", (_where, isStanding) => {
  // No case may change it, so one repository does for all.
  let repo: Repository;
  let before: Untouched;
  beforeAll(async () => {
    const files = { ".sops.yaml": sopsYaml(OWNER), "age.key": `${OWNER.identity}\n` };
    repo = await repository({ ...files, "cluster.yaml": below("") }, afterAll);
    if (isStanding) expect((await repo.run(["configure"])).exitCode).toBe(0);
    before = await untouched(repo);
    expect(Object.keys(before.tree).length > 10).toBe(isStanding);
  });

  it.each(badInputs)("$name", async ({ text, whole, problems: expected }: BadInput) => {
    const settings = whole ? text : below(text);
    await repo.put({ "cluster.yaml": settings });
    const { mtimeMs } = await lstat(join(repo.root, "cluster.yaml"));
    const { exitCode, problems } = await found(repo, ["configure", "--force"]);
    expect({ exitCode, problems: places(problems) }).toEqual({ exitCode: 1, problems: expected });
    expect(await untouched(repo)).toEqual(before);
    expect(await repo.read("cluster.yaml")).toBe(settings);
    expect((await lstat(join(repo.root, "cluster.yaml"))).mtimeMs).toBe(mtimeMs);
  });
});
