import { createRequire } from "node:module";
import { setTimeout } from "node:timers/promises";

// Runs the bundled `configure` in several repositories at once, each a little later than the one before.
const [bundle = "", pause = "0", ...roots] = process.argv.slice(2);
const { runCli, processIo } = createRequire(import.meta.url)(bundle);

async function configure(root, index) {
  await setTimeout(index * Number(pause));
  const silent = { stdout: () => undefined, stderr: () => undefined };
  const exitCode = await runCli(["configure"], { ...processIo(), ...silent, cwd: root, home: root, env: {} });
  if (exitCode !== 0) process.exitCode = 1;
}

await Promise.all(roots.map(configure));
