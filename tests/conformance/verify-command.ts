import assert from "node:assert/strict";
import { resolve } from "node:path";
import { execa } from "execa";
import type { Checked } from "../../src/verify/check.ts";

export interface Asked {
  readonly code: number | undefined;
  /** What was found, by the names of the checks. */
  readonly found: ReadonlyMap<string, Checked>;
  readonly output: string;
}

/** The built command line as a user has it, without a kubeconfig unless the environment names one. */
export async function verifyCommand(
  config: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Asked> {
  const argv = [resolve("dist/clusterloom.js"), "--config", config, "--format", "json", "verify", ...args];
  const { exitCode, stdout, stderr } = await execa(process.execPath, argv, {
    reject: false,
    stdin: "ignore",
    env: { ...env },
    extendEnv: false,
  });
  const checks = (stdout.startsWith("{") ? JSON.parse(stdout).checks : undefined) as Checked[] | undefined;
  assert.ok(checks, stdout + stderr);
  return { code: exitCode, found: new Map(checks.map((one) => [one.id, one])), output: stdout + stderr };
}

/** What a check has to say: its result, and perhaps how. */
export type Expected = Checked["status"] | readonly [Checked["status"], RegExp];

export function assertFound({ found }: Asked, expected: Readonly<Record<string, Expected>>): void {
  for (const [id, wanted] of Object.entries(expected)) {
    const [status, message] = typeof wanted === "string" ? [wanted, /./] : wanted;
    const one = found.get(id);
    assert.equal(one?.status, status, `${id}: ${one?.message}`);
    assert.match(one?.message ?? "", message, id);
  }
}
