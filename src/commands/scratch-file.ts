import { rmSync } from "node:fs";
import { mkdtemp, readFile, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A text on disk for as long as another program works on it. */
export interface ScratchFile {
  readonly path: string;
  read(): Promise<string>;
  write(text: string): Promise<void>;
}

/**
 * Lends a file of that name, readable by its owner only, in a folder of its own, so that backups and swap files of
 * an editor go with it: whatever happens, signals included, short of a kill that nobody can catch. Interrupts from
 * the keyboard are left to the program at work. In memory (XDG_RUNTIME_DIR) where the system offers that.
 */
export async function withScratchFile<T>(
  name: string,
  env: Readonly<Record<string, string | undefined>>,
  use: (file: ScratchFile) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(await baseFolder(env.XDG_RUNTIME_DIR), "clusterloom-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const release = onEnd(remove);
  try {
    return await use(scratchFile(join(folder, name)));
  } finally {
    release();
    remove();
  }
}

function scratchFile(path: string): ScratchFile {
  return {
    path,
    read: () => readFile(path, "utf8"),
    write: (text) => writeFile(path, text, { mode: 0o600 }),
  };
}

async function baseFolder(runtime: string | undefined): Promise<string> {
  if (!runtime) return tmpdir();
  const found = await stat(runtime).catch(() => undefined);
  return found?.isDirectory() ? runtime : tmpdir();
}

/** Exit codes that a shell expects of a process that a signal ended. */
const endings = { SIGTERM: 143, SIGHUP: 129 } as const;

function onEnd(remove: () => void): () => void {
  const ignore = () => {};
  const end = (signal: NodeJS.Signals) => {
    remove();
    process.exit(endings[signal as keyof typeof endings]);
  };
  process.on("SIGINT", ignore).on("SIGTERM", end).on("SIGHUP", end).on("exit", remove);
  return () => {
    process.off("SIGINT", ignore).off("SIGTERM", end).off("SIGHUP", end).off("exit", remove);
  };
}
