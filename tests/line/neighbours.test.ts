import { describe, expect, it } from "vitest";
import { OWNER } from "./identity.ts";
import { keptOf } from "./kept.ts";
import { opened } from "./opened.ts";
import { found, places } from "./problems.ts";
import { type Repository, repository } from "./repository.ts";
import { type Texts, treeOf } from "./texts.ts";

const FOLDER = "tests/goldens/neighbours";
const env = { SOPS_AGE_KEY: OWNER.identity };

async function movedIn(): Promise<{ repo: Repository; before: Texts; golden: Texts }> {
  const before = await treeOf(`${FOLDER}/before`);
  const golden = await treeOf(`${FOLDER}/after`);
  const repo = await repository({ ...before, "cluster.yaml": golden["cluster.yaml"] ?? "" });
  return { repo, before, golden };
}

const withoutLock = ({ "clusterloom.lock.json": _lock, ...rest }: Texts): Texts => rest;

describe("a repository that runs a cluster already", () => {
  it("holds after configure what the golden holds", async () => {
    const { repo, golden } = await movedIn();
    const { exitCode, problems } = await found(repo, ["configure"], { env });
    expect({ exitCode, problems: places(problems) }).toEqual({ exitCode: 0, problems: [] });
    expect(await opened(withoutLock(keptOf(await repo.tree())))).toEqual(await opened(withoutLock(golden)));
  });

  it("loses no byte of its own", async () => {
    const { repo, before } = await movedIn();
    expect((await repo.run(["configure"], { env })).exitCode).toBe(0);
    const after = await repo.tree();
    const changed = Object.keys(before).filter((path) => after[path] !== before[path]);
    expect(changed).toEqual([
      "kubernetes/apps/ai-system/kustomization.yaml",
      "kubernetes/apps/cache/kustomization.yaml",
      "kubernetes/apps/kustomization.yaml",
    ]);
  });

  it("is byte for byte as it was when everything is switched off again", async () => {
    const { repo, before } = await movedIn();
    expect((await repo.run(["configure"], { env })).exitCode).toBe(0);
    const off =
      "cloudflare_domain: example.com\nflux_kustomization_namespace: app\nlitellm_enabled: false\ndragonfly_enabled: false\ncnpg_enabled: false\n";
    await repo.put({ "cluster.yaml": off });
    expect((await repo.run(["configure"], { env })).exitCode).toBe(0);
    expect(withoutLock(keptOf(await repo.tree()))).toEqual({ ...before, "cluster.yaml": off });
  });

  it("keeps what is wanted no longer with --prune=no", async () => {
    const { repo } = await movedIn();
    expect((await repo.run(["configure"], { env })).exitCode).toBe(0);
    const before = await repo.tree();
    const fewer = `${before["cluster.yaml"]?.replace("litellm_enabled: true", "litellm_enabled: false")}`;
    await repo.put({ "cluster.yaml": fewer });
    expect((await repo.run(["configure", "--prune=no"], { env })).exitCode).toBe(0);
    expect(Object.keys(await repo.tree())).toEqual(Object.keys(before));
    expect((await repo.run(["configure"], { env })).exitCode).toBe(0);
    const left = Object.keys(await repo.tree()).filter((path) => path.includes("litellm"));
    expect(left).toEqual([]);
  });

  it("is told when its namespace transformer would move our Flux Kustomizations", async () => {
    const { repo, before } = await movedIn();
    const cluster = await repo.read("cluster.yaml");
    await repo.put({ "cluster.yaml": cluster.replace("flux_kustomization_namespace: app\n", "") });
    const input = await repo.tree();
    const { exitCode, problems } = await found(repo, ["configure"], { env });
    expect({ exitCode, problems: places(problems) }).toEqual({
      exitCode: 1,
      problems: [
        "kubernetes/apps/cache/kustomization.yaml:5:12 namespace-moved",
        "kubernetes/apps/ai-system/kustomization.yaml:4:12 namespace-moved",
      ],
    });
    expect(await repo.tree()).toEqual(input);
    expect(Object.keys(before).every((path) => path in input)).toBe(true);
  });
});
