import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { contentsOf, folderOf, put } from "../folder.ts";
import { desired, NAMESPACES } from "./desired.ts";
import { run } from "./run.ts";

const CASES = join(import.meta.dirname, "../cases/cluster-template");
const LOCK = "clusterloom.lock.json";

async function repository(): Promise<string> {
  const root = await folderOf();
  await cp(join(CASES, "before"), root, { recursive: true });
  return root;
}

const ours = desired(NAMESPACES);
const nothing = desired([]);
const noted = ({ problems }: Awaited<ReturnType<typeof run>>) =>
  problems.map(({ code, at }) => `${code} ${at?.file}`);

describe("a repository that already runs a cluster", () => {
  it("gets our entries and files, and keeps everything of its own", async () => {
    const root = await repository();
    const result = await run(root, ours);
    expect(noted(result).sort()).toEqual([
      "seed-kept kubernetes/apps/cache/namespace.yaml",
      "seed-kept kubernetes/apps/default/namespace.yaml",
      "seed-kept kubernetes/flux/cluster/ks.yaml",
      "seed-left-out kubernetes/apps/ai-system/namespace.yaml",
      "seed-left-out kubernetes/apps/monitoring/namespace.yaml",
    ]);
    expect(await contentsOf(root)).toEqual(await contentsOf(join(CASES, "after")));
  });

  it("is not changed by a second run", async () => {
    const root = await repository();
    await run(root, ours);
    expect(await run(root, ours)).toMatchObject({ written: [], deleted: [] });
    expect(await contentsOf(root)).toEqual(await contentsOf(join(CASES, "after")));
  });

  it("is byte for byte as it was after everything is switched off", async () => {
    const root = await repository();
    await run(root, ours);
    const result = await run(root, nothing);
    expect(noted(result)).toEqual([]);
    expect(await contentsOf(root)).toEqual(await contentsOf(join(CASES, "before")));
  });

  it("is byte for byte as it was after being switched off one by one, in any order", async () => {
    const root = await repository();
    for (const count of [3, 5, 4, 2, 1, 0]) await run(root, desired(NAMESPACES.slice(0, count)));
    for (const count of [3, 5, 2, 0]) await run(root, desired(NAMESPACES.toReversed().slice(0, count)));
    expect(await contentsOf(root)).toEqual(await contentsOf(join(CASES, "before")));
  });

  it("is not touched when a neighbour's file is broken", async () => {
    const root = await repository();
    await put(root, { "kubernetes/apps/cache/kustomization.yaml": "kind: Kustomization\nresources: [a\n" });
    const before = await contentsOf(root);
    const result = await run(root, ours);
    expect(result.problems.filter(({ severity }) => severity === "error")).toMatchObject([
      { code: "shared-not-yaml", at: { file: "kubernetes/apps/cache/kustomization.yaml" } },
    ]);
    expect(await contentsOf(root)).toEqual(before);
  });
});

describe("a folder that we made and a neighbour moved into", () => {
  const KUSTOMIZATION = "kubernetes/apps/database/kustomization.yaml";
  const movedIn = async () => {
    const root = await repository();
    await run(root, ours);
    const text = await readFile(join(root, KUSTOMIZATION), "utf8");
    await writeFile(join(root, KUSTOMIZATION), `# shared now\n${text}  - ./pgadmin/ks.yaml\n`);
    await put(root, { "kubernetes/apps/database/pgadmin/ks.yaml": "# theirs\n" });
    return root;
  };

  it("keeps the namespace when we leave", async () => {
    const root = await movedIn();
    const result = await run(root, nothing);
    expect(noted(result)).toEqual(["handed-over kubernetes/apps/database/namespace.yaml"]);
    expect(await contentsOf(root)).toEqual({
      ...(await contentsOf(join(CASES, "before"))),
      [KUSTOMIZATION]:
        "# shared now\nkind: Kustomization\nnamespace: database\nresources:\n  - ./namespace.yaml\n  - ./pgadmin/ks.yaml\n",
      "kubernetes/apps/database/namespace.yaml": "kind: Namespace\nmetadata:\n  name: database\n",
      "kubernetes/apps/database/pgadmin/ks.yaml": "# theirs\n",
    });
  });

  it("loses only our entries when one app of several leaves, and takes them again", async () => {
    const root = await movedIn();
    const before = await contentsOf(root);
    await run(root, desired(["cache"]));
    await run(root, ours);
    const after = await contentsOf(root);
    expect(after[KUSTOMIZATION]).toContain("# shared now\n");
    expect(after[KUSTOMIZATION]).toContain("./pgadmin/ks.yaml");
    expect(Object.keys(after)).toEqual(Object.keys(before));
  });
});

describe("a folder that we made and a neighbour only wrote a comment into", () => {
  it("goes when we leave", async () => {
    const root = await repository();
    await run(root, ours);
    const path = "kubernetes/apps/database/kustomization.yaml";
    await put(root, { [path]: `# hello\n${await readFile(join(root, path), "utf8")}` });
    await run(root, nothing);
    expect(await contentsOf(root)).toEqual(await contentsOf(join(CASES, "before")));
  });
});

describe("without the lock file", () => {
  it("a second run owns again what is exactly ours", async () => {
    const root = await repository();
    await run(root, ours);
    await rm(join(root, LOCK));
    const result = await run(root, ours);
    expect(result.problems.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(result.written).toEqual([LOCK]);
    await run(root, desired(["cache"]));
    expect(Object.keys(await contentsOf(root))).not.toContain("kubernetes/apps/database/kustomization.yaml");
  });
});

describe("what a user does to our files", () => {
  const HELM = "kubernetes/apps/cache/dragonfly/app/helmrelease.yaml";

  it("an edit stops the run before anything is written", async () => {
    const root = await repository();
    await run(root, ours);
    await put(root, { [HELM]: "# mine\n" });
    const before = await contentsOf(root);
    const result = await run(root, desired(["cache"]));
    expect(result.problems.filter(({ severity }) => severity === "error").map(({ code }) => code)).toEqual([
      "edited-by-hand",
    ]);
    expect(await contentsOf(root)).toEqual(before);
  });

  it("an edited file outlives its app", async () => {
    const root = await repository();
    await run(root, ours);
    await put(root, { [HELM]: "# mine\n" });
    expect(noted(await run(root, nothing))).toEqual([`kept-edited ${HELM}`]);
    const { [HELM]: kept, [LOCK]: lock, ...others } = await contentsOf(root);
    expect(kept).toBe("# mine\n");
    expect(lock).toContain(HELM);
    expect(others).toEqual(await contentsOf(join(CASES, "before")));
  });

  it("CRLF from a checkout is no edit", async () => {
    const root = await repository();
    await run(root, ours);
    for (const [path, text] of Object.entries(await contentsOf(root))) {
      if (!path.includes("/cache/")) await put(root, { [path]: text.replace(/\r?\n/g, "\r\n") });
    }
    const result = await run(root, ours);
    expect(result.problems.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(result).toMatchObject({ written: [], deleted: [] });
  });
});
