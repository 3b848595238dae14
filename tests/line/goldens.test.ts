import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { OWNER } from "./identity.ts";
import { keptOf } from "./kept.ts";
import { opened } from "./opened.ts";
import { found } from "./problems.ts";
import { repository } from "./repository.ts";
import { LATER } from "./run.ts";
import { type Texts, treeOf } from "./texts.ts";

const FOLDER = "tests/goldens";
const names = readdirSync(FOLDER).filter((name) => name !== "neighbours");
const env = { SOPS_AGE_KEY: OWNER.identity };

/** What a person starts from: the settings and for whom to encrypt. */
const inputOf = (golden: Texts): Texts => ({
  "cluster.yaml": golden["cluster.yaml"] ?? "",
  ".sops.yaml": golden[".sops.yaml"] ?? "",
});

/** The tree in plaintext; hashes of sealed files are left out, since a ciphertext is made once. */
async function plain(tree: Texts): Promise<Texts> {
  const { "clusterloom.lock.json": lock = "", ...files } = await opened(keptOf(tree));
  return { ...files, "clusterloom.lock.json": lock.replace(/(\.sops\.yaml": )"[0-9a-f]{64}"/g, "$1sealed") };
}

describe.each(names)("golden %s (npm run goldens writes it anew)", (name) => {
  it("is what its cluster.yaml gives", async () => {
    const golden = await treeOf(join(FOLDER, name));
    const repo = await repository(inputOf(golden));
    const { exitCode, problems } = await found(repo, ["configure"], { env });
    expect(exitCode, JSON.stringify(problems, undefined, 2)).toBe(0);
    expect(await plain(await repo.tree())).toEqual(await plain(golden));
  });

  it("stands still: every file of it keeps its bytes", async () => {
    const golden = await treeOf(join(FOLDER, name));
    const repo = await repository(golden);
    expect((await repo.run(["configure"], { env, now: () => LATER })).exitCode).toBe(0);
    expect(keptOf(await repo.tree())).toEqual(golden);
  });
});

it("two folders with the same input hold the same plaintext", async () => {
  const input = inputOf(await treeOf(join(FOLDER, "full")));
  const [one, other] = [await repository(input), await repository({ "elsewhere/x": "", ...input })];
  for (const repo of [one, other]) expect((await repo.run(["configure"], { env })).exitCode).toBe(0);
  const { "elsewhere/x": _x, ...rest } = await plain(await other.tree());
  expect(rest).toEqual(await plain(await one.tree()));
});

it("every app that is switched off leaves only what Flux needs to prune it", async () => {
  const golden = await treeOf(join(FOLDER, "full"));
  const repo = await repository(golden);
  const off =
    "cloudflare_domain: example.com\nlitellm_enabled: false\ndragonfly_enabled: false\ncnpg_enabled: false\n";
  await repo.put({ "cluster.yaml": off });
  expect((await repo.run(["configure"], { env })).exitCode).toBe(0);
  const rest = Object.keys(keptOf(await repo.tree()));
  expect(rest).toEqual([
    ".sops.yaml",
    "cluster.yaml",
    "kubernetes/apps/README.md",
    "kubernetes/flux/cluster/ks.yaml",
    "clusterloom.lock.json",
  ]);
});
