import { mkdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { execa } from "execa";
import type { Context, Row } from "./context.ts";

export const name = "node";

/** The lines of Node that the suite must pass on besides the one that runs this. */
const lines = ["22", "24"];

/** Runs the offline suite on other lines of Node; their binaries come from the npm packages behind `node`. */
export async function run(context: Context): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const line of lines) rows.push(await runOn(line, context));
  return rows;
}

async function runOn(line: string, context: Context): Promise<Row> {
  const node = await installNode(line, context);
  const { stdout: version } = await execa(node, ["--version"]);
  const outputFile = join(context.cache, `node-${line}`, "results.json");
  context.log(`running the suite on ${version}`);
  const vitest = resolve("node_modules/vitest/vitest.mjs");
  await execa(node, [vitest, "run", "--reporter=json", `--outputFile=${outputFile}`], {
    reject: false,
    stdin: "ignore",
  });
  return rowOf(version, JSON.parse(await readFile(outputFile, "utf8")));
}

async function installNode(line: string, { cache }: Context): Promise<string> {
  const folder = join(cache, `node-${line}`);
  await mkdir(folder, { recursive: true });
  const platform = process.platform === "win32" ? "win" : process.platform;
  const packageName = `node-${platform}-${process.arch}`;
  await execa("npm", [
    "install",
    "--prefix",
    folder,
    "--no-save",
    "--no-package-lock",
    `${packageName}@${line}`,
  ]);
  const binary = process.platform === "win32" ? "node.exe" : "node";
  return join(folder, "node_modules", packageName, "bin", binary);
}

interface Results {
  readonly numTotalTests: number;
  readonly numPassedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly { readonly name: string; readonly status: string }[];
}

/** Tests that the platform or the user rules out are no cases: they are skipped on every line alike. */
function rowOf(version: string, results: Results): Row {
  const failures = results.testResults.filter(({ status }) => status !== "passed").map((file) => file.name);
  const cases = results.numTotalTests - results.numPendingTests;
  return { counterpart: "node", version, cases, passed: results.numPassedTests, skipped: 0, failures };
}
