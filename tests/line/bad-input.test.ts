import { describe, expect, it } from "vitest";
import { type BadInput, badInputs } from "./bad-input.ts";
import { below, started } from "./platform.ts";
import { found, places } from "./problems.ts";
import { repository } from "./repository.ts";
import type { Texts } from "./texts.ts";

/** The tree of the platform, configured once. */
async function standingTree(): Promise<Texts> {
  const repo = await started(below(""));
  expect((await repo.run(["configure"])).exitCode).toBe(0);
  return repo.tree();
}

let standing: Promise<Texts> | undefined;

const whereStanding = () => {
  standing ??= standingTree();
  return standing;
};

const isMade = (path: string) => path.startsWith("kubernetes/") || path.endsWith(".lock.json");
const whereEmpty = async () =>
  Object.fromEntries(Object.entries(await whereStanding()).filter(([path]) => !isMade(path)));

describe.each([
  ["in an empty repository", whereEmpty],
  ["where a tree stands already", whereStanding],
])("bad settings %s", (_where, from) => {
  it.each(badInputs)("$name", async ({ text, whole, problems: expected }: BadInput) => {
    const repo = await repository({ ...(await from()), "cluster.yaml": whole ? text : below(text) });
    const [before, times] = [await repo.tree(), await repo.times()];
    const { exitCode, problems } = await found(repo, ["configure", "--force"]);
    expect({ exitCode, problems: places(problems) }).toEqual({ exitCode: 1, problems: expected });
    expect(await repo.tree()).toEqual(before);
    expect(await repo.times()).toEqual(times);
  });
});
