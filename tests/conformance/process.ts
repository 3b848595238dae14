import { createServer } from "node:net";
import { execa } from "execa";

export interface Running {
  readonly pid: number | undefined;
  /** Everything it printed so far, both streams. */
  readonly output: () => string;
  /** True as long as it runs. */
  readonly alive: () => boolean;
  /** Ends it by its id and waits until it is gone; twice is fine. */
  readonly stop: () => Promise<void>;
}

export interface ProcessOptions {
  readonly cwd?: string;
  /** The whole environment; without it the process gets ours. */
  readonly env?: Readonly<Record<string, string>>;
  readonly uid?: number | undefined;
  readonly gid?: number | undefined;
  /** Milliseconds that it gets to end by itself before it is killed. */
  readonly patience?: number;
}

const longestOutput = 2_000_000;

/** Starts a process that ends with `stop`, and with this process at the latest. */
export function startProcess(
  command: string,
  args: readonly string[],
  options: ProcessOptions = {},
): Running {
  const { cwd, env, uid, gid, patience = 10_000 } = options;
  const child = execa(command, [...args], {
    ...(cwd !== undefined && { cwd }),
    ...(env && { env: { ...env }, extendEnv: false }),
    ...(uid !== undefined && { uid }),
    ...(gid !== undefined && { gid }),
    all: true,
    buffer: false,
    reject: false,
    stdin: "ignore",
    forceKillAfterDelay: patience,
  });
  let text = "";
  let alive = true;
  child.all?.on("data", (chunk: Buffer) => {
    text = (text + chunk.toString()).slice(-longestOutput);
  });
  const ended = child.then(({ shortMessage }) => {
    alive = false;
    if (shortMessage) text += `\n${shortMessage}`;
  });
  const stop = async () => {
    if (alive) child.kill();
    await ended;
  };
  return { pid: child.pid, output: () => text, alive: () => alive, stop };
}

/** A port of the loopback address that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("the loopback address gave no port");
  return address.port;
}

/** Asks until the answer is true; throws with the process' last lines when it ends or the time is over. */
export async function untilReady(
  running: Running,
  isReady: () => Promise<boolean>,
  milliseconds: number,
): Promise<void> {
  const end = Date.now() + milliseconds;
  while (Date.now() < end) {
    if (!running.alive()) throw new Error(`it ended while starting: ${lastLines(running)}`);
    if (await isReady().catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`it was not ready after ${milliseconds / 1000} s: ${lastLines(running)}`);
}

export function lastLines({ output }: Pick<Running, "output">, count = 8): string {
  return output().trim().split("\n").slice(-count).join(" | ");
}
