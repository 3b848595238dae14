/** What dist/cli.cjs gives to the entry point. */
export { runCli } from "./cli.ts";
export { processIo } from "./io.ts";
