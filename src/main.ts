import { createRequire } from "node:module";
import { surviveBrokenOutput } from "./broken-output.ts";
import { optimiseLate } from "./short-run.ts";
import { enableCompileCache, version } from "./version.ts";

/** By require, because import would search the whole of it for the names that it exports. */
function loadCommandLine(): typeof import("./command-line.ts") {
  return createRequire(import.meta.url)("./cli.cjs");
}

/** The entry point: the version answers at once, everything else loads the command line first. */
async function main(): Promise<void> {
  surviveBrokenOutput(process);
  const [first, ...rest] = process.argv.slice(2);
  if (rest.length === 0 && (first === "--version" || first === "-V")) {
    process.stdout.write(`${version}\n`);
    return;
  }
  optimiseLate();
  enableCompileCache();
  const { runCli, processIo } = loadCommandLine();
  process.exitCode = await runCli(process.argv.slice(2), processIo());
}

await main();
