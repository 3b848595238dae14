import { spawnSync } from "node:child_process";

/** Shows what a newcomer does first: a repository in ./demo, from the sample, with the built command line. */
function demo(): number {
  const steps = [
    ["init", "--from", "cluster.sample.yaml", "--yes", "--root", "demo"],
    ["configure", "--root", "demo"],
  ];
  for (const step of steps) {
    process.stderr.write(`$ clusterloom ${step.join(" ")}\n`);
    const { status } = spawnSync(process.execPath, ["dist/clusterloom.js", ...step], { stdio: "inherit" });
    if (status !== 0) return status ?? 1;
  }
  return 0;
}

process.exitCode = demo();
