import type { Outcome, Problem } from "../problem.ts";
import { type Disk, nodeDisk } from "./disk.ts";
import { diskProblem } from "./disk-problem.ts";
import { surveyFolders } from "./folders.ts";
import { absolute, pathProblem } from "./jail.ts";
import { notRegular } from "./not-regular.ts";
import { parallel } from "./parallel.ts";

/** What is on disk below the root, at the paths that were asked for. */
export interface Tree {
  /** The bytes of every path that is there. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Every folder above the paths that is there. */
  readonly folders: ReadonlySet<string>;
}

/** Open files at once; far below the usual limit of 1024 (256 on macOS). */
const READERS = 32;

/**
 * Reads the present state of the given paths, relative to `root`; paths that are not there are left out.
 * Gives problems for unsafe paths, symlinks, special files, folders in the way and whatever cannot be read;
 * such a path must not be planned on, so any problem here is an error.
 */
export async function readTree(
  root: string,
  paths: Iterable<string>,
  disk: Disk = nodeDisk,
): Promise<Outcome<Tree>> {
  const wanted = [...new Set(paths)].sort();
  const unsafe = wanted.flatMap((path) => pathProblem(path) ?? []);
  if (unsafe.length > 0) return { value: undefined, problems: unsafe };
  const folders = await surveyFolders(root, wanted, disk);
  const files = new Map<string, Uint8Array>();
  const problems: Problem[] = [...folders.problems];
  await parallel(wanted, READERS, async (path) => {
    if (!isReachable(path, folders.existing)) return;
    const found = await readOne(root, path, disk);
    if (found instanceof Uint8Array) files.set(path, found);
    else if (found) problems.push(found);
  });
  if (problems.length > 0) return { value: undefined, problems };
  return { value: { files: sorted(files), folders: folders.existing }, problems };
}

/** The content of a file as text; malformed UTF-8 shows as U+FFFD, a byte order mark stays. */
export function textOf(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

function isReachable(path: string, folders: ReadonlySet<string>): boolean {
  const slash = path.lastIndexOf("/");
  return slash < 0 || folders.has(path.slice(0, slash));
}

async function readOne(root: string, path: string, disk: Disk): Promise<Uint8Array | Problem | undefined> {
  try {
    const entry = await disk.entry(absolute(root, path));
    if (!entry) return undefined;
    return entry.kind === "file" ? await disk.read(absolute(root, path)) : notRegular(path, entry.kind);
  } catch (error) {
    return diskProblem(error, path, "read");
  }
}

function sorted<T>(map: ReadonlyMap<string, T>): Map<string, T> {
  return new Map([...map].sort(([a], [b]) => (a < b ? -1 : 1)));
}
