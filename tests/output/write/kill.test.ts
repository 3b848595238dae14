import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recover } from "../../../src/output/write/write.ts";
import { contentsOf, folderOf } from "../folder.ts";
import { treeNamed } from "./two-trees.ts";

/** Writes that are killed; several of one process, since its start takes longer than they do. */
const KILLS = 200;
const OF_ONE_PROCESS = 10;
const AT_ONCE = 2;
const LONGEST_LIFE_MS = 90;
/** More calls to the disk than whole writes make, so that kills hit every phase on a machine of any speed. */
const MOST_CALLS = 400 * OF_ONE_PROCESS;

let folder = "";
let writer = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "writer-"));
  writer = join(folder, "writer.mjs");
  const entry = join(import.meta.dirname, "killed-writer.ts");
  await build({
    entryPoints: [entry],
    outfile: writer,
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "error",
  });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe("writes that are killed at a random instant", () => {
  it(`${KILLS} of them: the next run finds the old tree or completes the new one`, {
    timeout: 600_000,
  }, async () => {
    const found: Record<string, number> = {};
    const lane = async () => {
      const roots = await Promise.all(Array.from({ length: OF_ONE_PROCESS }, () => folderOf()));
      for (let kill = 0; kill < KILLS / OF_ONE_PROCESS / AT_ONCE; kill += 1) {
        await killSoon(roots, kill);
        for (const root of roots) {
          const { value = "broken", problems } = await recover(root);
          expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
          found[value] = (found[value] ?? 0) + 1;
          const tree = JSON.stringify(await contentsOf(root));
          expect(TREES).toContain(tree);
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
    // Kills that found nothing to repair prove little: some must have hit either side of the journal.
    expect(found.leftovers).toBeGreaterThan(0);
    expect(found.completed).toBeGreaterThan(0);
  });
});

const TREES = ["{}", JSON.stringify(treeNamed("even")), JSON.stringify(treeNamed("odd"))];

/** By the clock every second time, by a count of calls to the disk in between. */
async function killSoon(roots: readonly string[], turn: number): Promise<void> {
  const byClock = turn % 2 === 0;
  const last = byClock ? Number.POSITIVE_INFINITY : Math.ceil(Math.random() * MOST_CALLS);
  const child = spawn(process.execPath, [writer, String(turn >> 1), String(last), ...roots], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const gone = once(child, "exit");
  await once(child.stdout, "data");
  if (byClock) {
    await setTimeout(Math.random() * LONGEST_LIFE_MS);
    expect(child.exitCode).toBeNull();
    child.kill("SIGKILL");
  }
  expect((await gone)[1]).toBe("SIGKILL");
}
