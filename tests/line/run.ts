import { join } from "node:path";
import { runCli } from "../../src/cli.ts";
import type { ExitCode } from "../../src/commands/command.ts";
import type { Io } from "../../src/io.ts";

/** What one run of the command line gave. */
export interface Ran {
  readonly exitCode: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
}

export const NOON = new Date("2026-03-01T12:00:00Z");
export const LATER = new Date("2026-03-02T08:30:00Z");

/** Runs the command line in a folder, at noon, with nothing of this machine's environment. */
export async function runIn(cwd: string, argv: readonly string[], io: Partial<Io> = {}): Promise<Ran> {
  let stdout = "";
  let stderr = "";
  const exitCode = await runCli(argv, {
    env: {},
    cwd,
    home: join(cwd, "no-home"),
    platform: process.platform,
    terminal: { stdout: false, stderr: false },
    now: () => NOON,
    stdout: (text) => {
      stdout += text;
    },
    stderr: (text) => {
      stderr += text;
    },
    ...io,
  });
  return { exitCode, stdout, stderr };
}
