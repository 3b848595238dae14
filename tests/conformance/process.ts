import { execa } from "execa";
import type { Later } from "./cleanup.ts";

/** A process that a part started. */
export interface Running {
  readonly pid: number;
  /** False as soon as it has ended, whatever the reason. */
  alive(): boolean;
  /** The last lines it printed, for a message about it. */
  tail(): string;
  /** Ends it by its id, by force after a few seconds. */
  stop(): Promise<void>;
}

export interface ProcessOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const kept = 40;

/** Starts a process that ends with the cleanup, and with this process when that comes first. */
export function startProcess(
  file: string,
  args: readonly string[],
  later: Later,
  options: ProcessOptions = {},
): Running {
  const child = execa(file, args, { ...options, stdin: "ignore", all: true, buffer: false, reject: false });
  const lines: string[] = [];
  let alive = true;
  const ended = Promise.all([collect(child.iterable({ from: "all" }), lines), child]).finally(() => {
    alive = false;
  });
  const stop = async () => {
    child.kill();
    await ended;
  };
  later(stop);
  return { pid: child.pid ?? 0, alive: () => alive, tail: () => lines.join("\n"), stop };
}

async function collect(output: AsyncIterable<unknown>, lines: string[]): Promise<void> {
  for await (const line of output) {
    lines.push(String(line));
    if (lines.length > kept) lines.shift();
  }
}
