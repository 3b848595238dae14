import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect, it } from "vitest";
import { bundledOnce } from "./bundled.ts";
import { opened } from "./opened.ts";
import { clusterYaml, started } from "./platform.ts";
import { found } from "./problems.ts";
import type { Repository } from "./repository.ts";

const clusterloom = bundledOnce();

/** Runs that are killed; several of one process, since its start takes longer than they do. */
const KILLS = 20;
const OF_ONE_PROCESS = 5;
const AT_ONCE = 2;
const LONGEST_PAUSE_MS = 40;
/** Some end before they are killed; that so many do in a row does not happen. */
const MOST_TURNS = 12;

/** Two platforms with files that come, go and change on the way from one to the other. */
const clusters = [
  clusterYaml(),
  clusterYaml({
    cloudflare_domain: "example.org",
    dragonfly_password: "test-dragonfly-other-77",
    monitoring_enabled: true,
    litellm_enabled: false,
  }),
];

/** Starts `configure` in all of them, one after another. */
function configure(repos: readonly Repository[]): ChildProcess {
  const script = join(import.meta.dirname, "killed-configures.mjs");
  const bundle = join(dirname(clusterloom()), "cli.cjs");
  const pause = String(Math.random() * LONGEST_PAUSE_MS);
  return spawn(process.execPath, [script, bundle, pause, ...repos.map(({ root }) => root)], {
    stdio: "ignore",
    env: {},
  });
}

/** How long they take when nobody kills them. */
async function durationOf(repos: readonly Repository[]): Promise<number> {
  const start = performance.now();
  const [exitCode] = await once(configure(repos), "exit");
  expect(exitCode).toBe(0);
  return performance.now() - start;
}

/** Kills them at a random instant; gives whether they still ran, and how long they did. */
async function killSoon(repos: readonly Repository[], whole: number) {
  const child = configure(repos);
  const start = performance.now();
  let lived = 0;
  const gone = once(child, "exit").then(() => {
    lived = performance.now() - start;
  });
  await setTimeout(whole * (0.4 + Math.random() * 0.6));
  const wasAlive = child.exitCode === null && child.kill("SIGKILL");
  await gone;
  return { wasAlive, lived };
}

it(`configure killed ${KILLS} times at random instants breaks nothing`, { timeout: 120_000 }, async () => {
  const trees = new Map<string, unknown>();
  const completes = async (repo: Repository, cluster: string) => {
    const { exitCode, problems } = await found(repo, ["configure"]);
    expect(exitCode, JSON.stringify(problems)).toBe(0);
    const { "clusterloom.lock.json": _hashes, ...tree } = await opened(await repo.tree());
    expect(tree).toEqual(trees.get(cluster) ?? tree);
    trees.set(cluster, tree);
  };
  const lane = async () => {
    const repos = await Promise.all(Array.from({ length: OF_ONE_PROCESS }, () => started()));
    let whole = await durationOf(repos);
    let left = KILLS / AT_ONCE;
    for (let turn = 1; left > 0 && turn <= MOST_TURNS; turn += 1) {
      const cluster = clusters[turn % 2] ?? "";
      for (const repo of repos) await repo.put({ "cluster.yaml": cluster });
      const { wasAlive, lived } = await killSoon(repos, whole);
      // The machine gets faster and slower; kills have to keep up with it.
      whole = wasAlive ? whole * 1.05 : lived;
      left -= wasAlive ? repos.length : 0;
      for (const repo of repos) await completes(repo, cluster);
    }
    expect(left).toBe(0);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
});
