import { expect, test } from "vitest";
import { below, started } from "./platform.ts";
import { found, places } from "./problems.ts";

/** A setting that is changed in a standing tree, and what is said about that. */
const cases: readonly (readonly [before: string, after: string, problems: readonly string[]])[] = [
  ["litellm_namespace: ai-system", "litellm_namespace: ai", ["1:1 data-left-behind warning"]],
  ["timezone: Etc/UTC", "timezone: Etc/UTC\nlitellm_namespace: ai", ["2:1 data-left-behind warning"]],
  ["dragonfly_namespace: cache", "dragonfly_namespace: redis", []],
  ["cnpg_namespace: cnpg-system", "cnpg_namespace: postgres", []],
  ["timezone: Etc/UTC", "timezone: Europe/Berlin", []],
];

test.each(cases)("%s, then %s", async (before, after, problems) => {
  const repo = await started(below(before));
  expect((await repo.run(["configure"])).exitCode).toBe(0);
  await repo.put({ "cluster.yaml": below(after) });
  const second = await found(repo, ["configure"]);
  expect({ exitCode: second.exitCode, problems: places(second.problems) }).toEqual({ exitCode: 0, problems });
  expect((await found(repo, ["configure"])).problems).toEqual([]);
});
