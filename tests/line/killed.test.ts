import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { expect, it } from "vitest";
import { bundledOnce } from "./bundled.ts";
import { opened } from "./opened.ts";
import { clusterYaml, started } from "./platform.ts";
import { found } from "./problems.ts";
import type { Repository } from "./repository.ts";

const clusterloom = bundledOnce();

const KILLS = 20;
const AT_ONCE = 2;

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

function configure({ root }: Repository): ChildProcess {
  return spawn(process.execPath, [clusterloom(), "configure"], {
    cwd: root,
    stdio: "ignore",
    env: { HOME: root },
  });
}

async function durationOf(repo: Repository): Promise<number> {
  const start = performance.now();
  await once(configure(repo), "exit");
  return performance.now() - start;
}

it(`configure killed ${KILLS} times at random instants breaks nothing`, { timeout: 120_000 }, async () => {
  let killed = 0;
  const lane = async () => {
    const repo = await started();
    let whole = await durationOf(repo);
    const trees = new Map<string, unknown>();
    for (let turn = 1; turn <= KILLS / AT_ONCE; turn += 1) {
      const cluster = clusters[turn % 2] ?? "";
      await repo.put({ "cluster.yaml": cluster });
      const child = configure(repo);
      const start = performance.now();
      let lived = 0;
      const gone = once(child, "exit").then(() => {
        lived = performance.now() - start;
      });
      await setTimeout(whole * (0.4 + Math.random() * 0.6));
      const wasAlive = child.exitCode === null && child.kill("SIGKILL");
      await gone;
      // The machine gets faster and slower; kills have to keep up with it.
      whole = wasAlive ? whole * 1.05 : lived;
      killed += wasAlive ? 1 : 0;
      const { exitCode, problems } = await found(repo, ["configure"]);
      expect(exitCode, JSON.stringify(problems)).toBe(0);
      const { "clusterloom.lock.json": _hashes, ...tree } = await opened(await repo.tree());
      expect(tree).toEqual(trees.get(cluster) ?? tree);
      trees.set(cluster, tree);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  expect(killed).toBeGreaterThan(KILLS / 4);
});
