import { hostname } from "node:os";

/** The process that writes; what the exclusive lock records of it. */
export interface Holder {
  readonly pid: number;
  readonly host: string;
  /** Start of the process in milliseconds since the epoch: tells two processes of one id apart. */
  readonly started: number;
  /** Whether a process of that id runs on this host. */
  readonly isRunning: (pid: number) => boolean;
}

/** This process. */
export function thisProcess(): Holder {
  return { pid: process.pid, host: hostname(), started: performance.timeOrigin, isRunning };
}

/** A lock that nothing can be read from is stale after this long: its writer died between two calls. */
const UNREADABLE_MS = 10_000;

/** The content of a lock file of this holder. */
export function printHolder({ pid, host, started }: Holder): string {
  return `${JSON.stringify({ pid, host, started })}\n`;
}

/** True when the process that wrote the lock is certainly gone. Of another host nothing is known. */
export function isStale(text: string, ageMs: number, self: Holder): boolean {
  const other = parseHolder(text);
  if (!other) return ageMs > UNREADABLE_MS;
  if (other.host !== self.host) return false;
  return other.pid === self.pid ? other.started !== self.started : !self.isRunning(other.pid);
}

/** The process id in a lock, for messages. */
export function holderPid(text: string): number | undefined {
  return parseHolder(text)?.pid;
}

function parseHolder(text: string): Omit<Holder, "isRunning"> | undefined {
  try {
    const { pid, host, started } = JSON.parse(text);
    const isHolder = Number.isInteger(pid) && typeof host === "string" && typeof started === "number";
    return isHolder ? { pid, host, started } : undefined;
  } catch {
    return undefined;
  }
}

/** Signal 0 only asks; EPERM means that it runs under another user. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
