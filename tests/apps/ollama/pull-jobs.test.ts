import fc from "fast-check";
import { expect, it } from "vitest";
import schema from "../../../schema/apps/ollama.schema.json" with { type: "json" };
import { type Settings, values } from "./setup.ts";

const pattern = new RegExp(schema.properties.ollama_models.items.pattern);

function names(settings: Settings): string[] {
  return values(settings).ollama_pull_jobs.map(({ name }) => name);
}

const two = { ollama_models: ["qwen3:0.6b", "llama3.2"] };

it("is one Job for each model of both lists", () => {
  const jobs = values({ ...two, ollama_embedding_models: ["bge-m3"] }).ollama_pull_jobs;
  expect(jobs.map(({ model }) => model)).toEqual(["qwen3:0.6b", "llama3.2", "bge-m3"]);
});

it("keeps the name of a Job when another model comes or goes", () => {
  const [first] = names(two);
  expect(names({ ollama_models: ["qwen3:0.6b"] })).toEqual([first]);
  expect(names({ ollama_models: ["phi4", "qwen3:0.6b"] })[1]).toBe(first);
});

it.each([
  ["the image", { ollama_image_tag: "0.33.0" }],
  ["ollama_pulled_at", { ollama_pulled_at: "2026-11-21" }],
])("has a new name when %s changes", (_what, change) => {
  const before = new Set(names(two));
  expect(names({ ...two, ...change }).filter((name) => before.has(name))).toEqual([]);
});

it("has a name that Kubernetes takes for the Job, its pods and their labels", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.stringMatching(pattern), { maxLength: 5 }), (models) => {
      const all = names({ ollama_models: models });
      expect(new Set(all).size).toBe(all.length);
      for (const name of all) expect(name).toMatch(/^[a-z]([a-z0-9-]{0,55}[a-z0-9])?$/);
    }),
  );
});
