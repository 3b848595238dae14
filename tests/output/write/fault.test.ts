import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Disk } from "../../../src/output/disk.ts";
import type { Operation } from "../../../src/output/write/operation.ts";
import { recover, write } from "../../../src/output/write/write.ts";
import { type Contents, contentsOf, folderOf } from "../folder.ts";
import { failingDisk } from "./failing-disk.ts";

const OLD: Contents = { "a/keep": "keep", "a/one": "old one", "b/c/two": "old two", top: "old top" };
const NEW: Contents = { "a/keep": "keep", "a/one": "new one", "d/e/three": "three", lock: "lock" };
const OPERATIONS: readonly Operation[] = [
  { path: "a/one", action: "write", text: "new one" },
  { path: "d/e/three", action: "write", text: "three" },
  { path: "b/c/two", action: "delete" },
  { path: "top", action: "delete" },
  { path: "lock", action: "write", text: "lock" },
  { path: "b/c", action: "delete-folder" },
  { path: "b", action: "delete-folder" },
];
const HOLDER = { pid: 1, host: "here", started: 1, isRunning: () => false };
const NEXT = { ...HOLDER, pid: 2 };

const CODES: Readonly<Record<string, string>> = { ENOSPC: "disk-full", ENOTDIR: "in-the-way" };

describe("a disk that fails at any call", () => {
  it.each(Object.keys(CODES))("%s: everything is as before, or the write is whole", async (code) => {
    const seen = new Set<string>();
    for (let at = 1; ; at += 1) {
      const root = await folderOf(OLD);
      const { disk, calls } = failingDisk({ at, code, how: "once" });
      const { value, problems } = await write(root, OPERATIONS, { disk, holder: HOLDER });
      if (calls() < at) break;
      for (const problem of problems) seen.add(problem.code);
      const failed = problems.some(({ severity }) => severity === "error");
      expect({ at, value: value !== undefined }).toEqual({ at, value: !failed });
      const halfway = problems.some((problem) => problem.code === "unfinished-write");
      if (!halfway) expect({ at, tree: await treeOf(root) }).toEqual({ at, tree: value ? NEW : OLD });
      await recover(root, { holder: NEXT });
      expect([OLD, NEW]).toContainEqual(await treeOf(root));
    }
    expect([...seen]).toContain(CODES[code]);
  });

  it("a process that dies at any call: the next run finds the old tree or completes the new one", async () => {
    const trees = { old: 0, new: 0 };
    for (let at = 1; ; at += 1) {
      const root = await folderOf(OLD);
      const { disk, calls } = failingDisk({ at, code: "EIO", how: "dead" });
      await write(root, OPERATIONS, { disk, holder: HOLDER });
      if (calls() < at) break;
      await recover(root, { holder: NEXT });
      const tree = JSON.stringify(await treeOf(root));
      expect([JSON.stringify(OLD), JSON.stringify(NEW)]).toContain(tree);
      trees[tree === JSON.stringify(OLD) ? "old" : "new"] += 1;
    }
    expect(Math.min(trees.old, trees.new)).toBeGreaterThan(5);
  });

  it("a process that dies while it undoes a write: the next run goes on undoing it", async () => {
    const undone = new Set<string>();
    for (let at = 1; ; at += 1) {
      const root = await folderOf(OLD);
      const { disk, calls } = failingDisk({ at, code: "EIO", how: "dead" });
      await write(root, OPERATIONS, { disk: refusing(disk, join(root, "lock")), holder: HOLDER });
      if (calls() < at) break;
      undone.add((await recover(root, { holder: NEXT })).value ?? "");
      expect([OLD, NEW]).toContainEqual(await treeOf(root));
    }
    expect([...undone]).toEqual(expect.arrayContaining(["leftovers", "completed", "restored"]));
  });

  it("a recovery that fails or dies at any call can be repeated", async () => {
    for (const how of ["once", "dead"] as const) {
      for (let at = 1; ; at += 1) {
        const root = await folderOf(OLD);
        await interruptedWrite(root);
        const { disk, calls } = failingDisk({ at, code: "ENOSPC", how });
        await recover(root, { disk, holder: NEXT });
        if (calls() < at) break;
        await recover(root, { holder: { ...NEXT, pid: 3 } });
        expect([OLD, NEW]).toContainEqual(await treeOf(root));
      }
    }
  });
});

/** A disk on which nothing can be renamed to one path. */
function refusing(disk: Disk, path: string): Disk {
  return {
    ...disk,
    rename: async (from, to) => {
      if (to === path) throw Object.assign(new Error("refused"), { code: "EACCES" });
      await disk.rename(from, to);
    },
  };
}

/** Dies after the first rename into the tree. */
async function interruptedWrite(root: string): Promise<void> {
  const { disk } = failingDisk({ at: Number.POSITIVE_INFINITY, code: "EIO", how: "once" });
  let dead = false;
  const die = async () => {
    throw Object.assign(new Error("dead"), { code: "EIO" });
  };
  const dying = Object.fromEntries(
    Object.entries(disk).map(([name, call]) => [
      name,
      async (...parameters: string[]) => {
        if (dead) return await die();
        dead = name === "rename" && (parameters[1] ?? "").endsWith("three");
        return await Reflect.apply(call, disk, parameters);
      },
    ]),
  );
  await write(root, OPERATIONS, { disk: dying as unknown as typeof disk, holder: HOLDER });
}

/** The tree without the state folder, which the next run removes, and without empty folders, which do no harm. */
async function treeOf(root: string): Promise<Contents> {
  const contents = Object.entries(await contentsOf(root));
  return Object.fromEntries(
    contents.filter(([path]) => !path.startsWith(".clusterloom") && !path.endsWith("/")),
  );
}
