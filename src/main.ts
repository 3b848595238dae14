import { enableCompileCache, version } from "./version.ts";

/** The entry point: the version answers at once, everything else loads the command line first. */
async function main(): Promise<void> {
  const [first, ...rest] = process.argv.slice(2);
  if (rest.length === 0 && (first === "--version" || first === "-V")) {
    process.stdout.write(`${version}\n`);
    return;
  }
  enableCompileCache();
  const { runCli } = await import("./cli.ts");
  const { processIo } = await import("./io.ts");
  process.exitCode = await runCli(process.argv.slice(2), processIo());
}

await main();
