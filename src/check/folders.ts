import { posix } from "node:path";
import { isKustomizationPath } from "./manifests.ts";

/** What lies where: paths by folder, of ours and of the files that are in the tree already. */
export interface Folders {
  /** True for a file of ours or one that is present. */
  readonly hasFile: (path: string) => boolean;
  /** True for a folder that holds anything, at whatever depth. */
  readonly hasFolder: (folder: string) => boolean;
  /** True when a neighbour's kustomization, which we cannot read, indexes the folder. */
  readonly isNeighbours: (folder: string) => boolean;
  /** Our files right in the folder. */
  readonly files: (folder: string) => readonly string[];
  /** The folders right below that hold anything of ours or present. */
  readonly folders: (folder: string) => readonly string[];
}

/** The folder of a path; `.` for the root. */
export function folderOf(path: string): string {
  return posix.dirname(path);
}

/** A path as written in `from`'s folder, made relative to the root; undefined when it climbs out or is remote. */
export function resolvePath(folder: string, written: string): string | undefined {
  if (isRemote(written) || posix.isAbsolute(written)) return undefined;
  const path = posix.join(folder, written).replace(/(?<=.)\/$/, "");
  return path === ".." || path.startsWith("../") ? undefined : path;
}

/** True for an entry that kustomize fetches from elsewhere. */
export function isRemote(written: string): boolean {
  return /^[a-z+]+:\/\/|^git@|^(github|gitlab|bitbucket)\.\w+\/|\?ref=/.test(written);
}

export function readFolders(ours: Iterable<string>, present: ReadonlySet<string>): Folders {
  const files = new Map<string, string[]>();
  const below = new Map<string, Set<string>>();
  const own = new Set(ours);
  const neighbours = new Set<string>();
  for (const path of [...own, ...present]) addParents(path, below);
  for (const path of own) files.set(folderOf(path), [...(files.get(folderOf(path)) ?? []), path]);
  for (const path of present) {
    if (isKustomizationPath(path) && !own.has(path)) neighbours.add(folderOf(path));
  }
  return {
    hasFile: (path) => own.has(path) || present.has(path),
    hasFolder: (folder) => below.has(folder),
    isNeighbours: (folder) => neighbours.has(folder),
    files: (folder) => files.get(folder) ?? [],
    folders: (folder) => [...(below.get(folder) ?? [])].sort(),
  };
}

function addParents(path: string, below: Map<string, Set<string>>): void {
  let folder = folderOf(path);
  let child: string | undefined;
  for (;;) {
    const known = below.get(folder);
    const children = known ?? new Set<string>();
    if (child !== undefined) children.add(child);
    below.set(folder, children);
    if (folder === "." || (known && child === undefined)) return;
    child = folder;
    folder = folderOf(folder);
  }
}
