import type { Outcome } from "../problem.ts";
import { type Disk, nodeDisk } from "./disk.ts";
import { LOCK_FILE } from "./jail.ts";
import { EMPTY_LOCK, type Lock, lockedPaths } from "./lock.ts";
import { parseLock } from "./lock-parse.ts";
import { sharedPaths } from "./plan/shared-paths.ts";
import type { SharedFile, Wanted } from "./plan/types.ts";
import { readTree, type Tree, textOf } from "./tree.ts";

/** What is on disk, and what of it is ours. */
export interface State {
  readonly lock: Lock;
  /** Holds the lock file, too. */
  readonly tree: Tree;
}

/**
 * Reads the lock file and every path that a plan for the wanted files looks at. Gives the problems of
 * `parseLock` and `readTree`; with any of them there is no value, and nothing may be written.
 */
export async function readState(
  root: string,
  wanted: readonly Pick<Wanted, "path">[],
  shared: readonly Pick<SharedFile, "path">[],
  disk: Disk = nodeDisk,
): Promise<Outcome<State>> {
  const first = await readTree(root, [LOCK_FILE], disk);
  if (!first.value) return { value: undefined, problems: first.problems };
  const bytes = first.value.files.get(LOCK_FILE);
  const lock = parseLock(bytes && textOf(bytes));
  const paths = [...wanted.map(({ path }) => path), ...shared.flatMap(({ path }) => sharedPaths(path))];
  const tree = await readTree(root, [LOCK_FILE, ...paths, ...lockedPaths(lock.value ?? EMPTY_LOCK)], disk);
  const problems = [...lock.problems, ...tree.problems];
  if (!lock.value || !tree.value) return { value: undefined, problems };
  return { value: { lock: lock.value, tree: tree.value }, problems };
}
