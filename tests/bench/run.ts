import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { type Incumbent, prepareIncumbent, runIncumbent } from "./incumbent.ts";

const rounds = 5;
const cli = resolve("dist/clusterloom.js");

/** Times ours against the incumbent's steps in turn, and prints the median of each. Judges nothing. */
async function bench(): Promise<void> {
  const cache = resolve(process.env.CLUSTERLOOM_CACHE ?? ".cache/conformance");
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(tmpdir(), "clusterloom-bench-"));
  try {
    const root = join(folder, "ours");
    await ours("init", "--yes", "--quiet", "--root", root);
    const incumbent = await prepareIncumbent({ cache, folder, root, log: (line) => console.error(line) });
    await print(root, incumbent);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function print(root: string, incumbent: Incumbent | string): Promise<void> {
  const times: Record<string, number[]> = {};
  const time = async (name: string, run: () => Promise<unknown>) => {
    const start = performance.now();
    await run();
    times[name] = [...(times[name] ?? []), performance.now() - start];
  };
  for (let round = 0; round < rounds; round++) {
    await time("node -e 0", () => execa(process.execPath, ["-e", "0"]));
    await time("clusterloom --version", () => ours("--version"));
    await rm(join(root, "kubernetes"), { recursive: true, force: true });
    await rm(join(root, "clusterloom.lock.json"), { force: true });
    await time("clusterloom configure, first", () => ours("configure", "--quiet", "--root", root));
    await time("clusterloom configure, again", () => ours("configure", "--quiet", "--root", root));
    if (typeof incumbent !== "string") {
      await time("makejinja, sops, kustomize + kubeconform", () => runIncumbent(incumbent));
    }
  }
  console.log(`| command | median of ${rounds} |`);
  console.log("|---|---|");
  for (const [name, all] of Object.entries(times)) console.log(`| ${name} | ${median(all).toFixed(0)} ms |`);
  if (typeof incumbent === "string") console.log(`\nthe incumbent was not run: ${incumbent}`);
}

function ours(...args: string[]): Promise<unknown> {
  return execa(process.execPath, [cli, ...args], { stdio: "ignore" });
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

await bench();
