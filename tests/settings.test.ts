import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { bundle } from "../src/settings-bundle.ts";
import { found } from "./line/problems.ts";
import { repository } from "./line/repository.ts";

it("schema/cluster.schema.json is what the parts give (npm run generate writes it)", async () => {
  expect(JSON.parse(await readFile("schema/cluster.schema.json", "utf8"))).toEqual(
    JSON.parse(JSON.stringify(bundle)),
  );
});

it("every setting of the sample exists, also those in comments", async () => {
  const sample = await readFile("cluster.sample.yaml", "utf8");
  const named = [...sample.matchAll(/^(?:# )?([a-z0-9]+(?:_[a-z0-9]+)+):/gm)].map((match) => match[1] ?? "");
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((name) => !bundle.properties[name])).toEqual([]);
  expect(Object.keys(parse(sample)).filter((name) => !bundle.properties[name])).toEqual([]);
});

it("every setting is described, and what sounds like a secret is marked as one", () => {
  for (const [name, { description, type }] of Object.entries(bundle.properties)) {
    expect([name, typeof description, typeof type]).toEqual([name, "string", "string"]);
  }
  const secretive = Object.keys(bundle.properties).filter((name) =>
    /_(password|secret_key|access_key|api_key|master_key|salt_key|client_secret|webhook_url)$/.test(name),
  );
  expect(secretive.length).toBeGreaterThan(20);
  expect(secretive.filter((name) => !bundle.properties[name]?.["x-secret"])).toEqual([]);
});

it("init and configure of the sample give a repository that stands still", async () => {
  const repo = await repository({ "sample.yaml": await readFile("cluster.sample.yaml", "utf8") });
  expect((await repo.run(["init", "--from", "sample.yaml", "--yes"])).exitCode).toBe(0);
  const first = await found(repo, ["configure"]);
  expect(first.problems.map(({ code, severity }) => `${code} ${severity}`)).toEqual([
    "no-models warning",
    "no-embedding-model note",
  ]);
  expect(first.exitCode).toBe(0);
  const made = await repo.tree();
  expect((await repo.run(["init", "--yes"])).exitCode).toBe(0);
  expect((await repo.run(["configure", "--check"])).exitCode).toBe(0);
  expect(await repo.tree()).toEqual(made);
});
