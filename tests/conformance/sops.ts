import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Context, Row } from "./context.ts";
import { newBench } from "./sops-bench.ts";
import type { Case } from "./sops-case.ts";
import { CHANGING_CASES } from "./sops-changing-cases.ts";
import { READING_CASES } from "./sops-reading-cases.ts";
import { sopsBinary } from "./sops-release.ts";

export const name = "sops";

const CASES = [...READING_CASES, ...CHANGING_CASES];
const VERSIONS = ["3.9.4", "3.12.2", "3.13.3"];

/**
 * Lets three releases of sops and us read, edit and keep each other's files.
 * A release that cannot be built is skipped with the reason, except in CI, where it fails.
 */
export async function run(ctx: Context): Promise<Row[]> {
  const rows: Row[] = [];
  for (const version of VERSIONS) rows.push(await runVersion(version, ctx));
  return rows;
}

async function runVersion(version: string, ctx: Context): Promise<Row> {
  const cases = CASES.filter(({ since }) => since === undefined || isAtLeast(version, since));
  const row = { counterpart: name, version, cases: cases.length, passed: 0, skipped: 0, failures: [] };
  const binary = await sopsBinary(version, ctx);
  if (typeof binary !== "string")
    return ctx.ci
      ? { ...row, failures: [binary.reason] }
      : { ...row, skipped: cases.length, reason: binary.reason };
  const failures = await runCases(cases, binary, version, ctx);
  return { ...row, passed: cases.length - failures.length, failures };
}

async function runCases(
  cases: readonly Case[],
  binary: string,
  version: string,
  ctx: Context,
): Promise<string[]> {
  const failures: string[] = [];
  for (const { title, check } of cases) {
    const folder = await mkdtemp(join(tmpdir(), "sops-conformance-"));
    try {
      await check(await newBench(folder, binary));
    } catch (error) {
      failures.push(`${title}: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  ctx.log(`sops ${version}: ${cases.length - failures.length} of ${cases.length}`);
  return failures;
}

function isAtLeast(version: string, since: string): boolean {
  return version.localeCompare(since, "en", { numeric: true }) >= 0;
}
