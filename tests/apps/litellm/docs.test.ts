import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { found } from "./platform.ts";

type Settings = Readonly<Record<string, unknown>>;

/** The examples in docs/models.md: all but the last belong together, and the last is wrong. */
async function examples(): Promise<Settings[]> {
  const text = await readFile("docs/models.md", "utf8");
  return [...text.matchAll(/```yaml\n(.*?)\n```/gs)].map(([, yaml = ""]) => parse(yaml));
}

function merged(parts: readonly Settings[]): Settings {
  const models = parts.flatMap(({ litellm_models = [] }) => litellm_models as readonly object[]);
  return { ...Object.assign({}, ...parts), litellm_models: models };
}

it("the examples in docs/models.md are right, but for the one that shows what is wrong", async () => {
  const all = await examples();
  expect(all.length).toBe(5);
  expect(found(merged(all.slice(0, -1)))).toEqual([]);
  const wrong = all.slice(-1);
  expect(found({ ...merged(wrong), openai_api_key: "k" })).toEqual([
    "error fallbacks-misplaced litellm_models/0/fallbacks",
  ]);
});
