import { mkdtemp, realpath, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const IN_MEMORY = "/dev/shm";
const ENOUGH_BYTES = 1024 ** 3;

/**
 * A new folder for data, in memory where there is room: a write flushes each file, and on a disk that is most of the
 * time that tests take. Programs may be forbidden to run from there.
 */
export async function scratchFolder(prefix: string): Promise<string> {
  return await realpath(await mkdtemp(join((await hasRoom()) ? IN_MEMORY : tmpdir(), prefix)));
}

async function hasRoom(): Promise<boolean> {
  const memory = await statfs(IN_MEMORY).catch(() => undefined);
  return memory !== undefined && memory.bavail * memory.bsize > ENOUGH_BYTES;
}
