import * as fs from "node:fs/promises";

export type EntryKind = "file" | "folder" | "symlink" | "other";

export interface Entry {
  readonly kind: EntryKind;
  /** Permission bits only. */
  readonly mode: number;
  readonly changedMs: number;
}

/**
 * The calls that reading and writing a tree needs. Paths are absolute; failures reject with Node's errno codes.
 */
export interface Disk {
  /** What is at the path itself, symlinks not followed; undefined when nothing is. */
  entry(path: string): Promise<Entry | undefined>;
  realpath(path: string): Promise<string>;
  read(path: string): Promise<Uint8Array>;
  names(folder: string): Promise<string[]>;
  makeFolder(path: string, mode: number): Promise<void>;
  /** Makes a file that must not exist yet and returns when its content is on the medium. */
  writeNew(path: string, content: string, mode: number): Promise<void>;
  chmod(path: string, mode: number): Promise<void>;
  link(from: string, to: string): Promise<void>;
  copy(from: string, to: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  removeFile(path: string): Promise<void>;
  removeFolder(path: string): Promise<void>;
  /** Puts renames and removals in the folder on the medium, where the system can. */
  flushFolder(path: string): Promise<void>;
}

/** The real disk. */
export const nodeDisk: Disk = {
  entry,
  realpath: (path) => fs.realpath(path),
  read: (path) => fs.readFile(path),
  names: (folder) => fs.readdir(folder),
  makeFolder: (path, mode) => fs.mkdir(path, { mode }).then(() => undefined),
  writeNew: (path, content, mode) => fs.writeFile(path, content, { flag: "wx", mode, flush: true }),
  chmod: (path, mode) => fs.chmod(path, mode),
  link: (from, to) => fs.link(from, to),
  copy: (from, to) => fs.copyFile(from, to, fs.constants.COPYFILE_EXCL),
  rename: (from, to) => fs.rename(from, to),
  removeFile: (path) => fs.unlink(path),
  removeFolder: (path) => fs.rmdir(path),
  flushFolder,
};

/** The errno code of a failed call, such as `EACCES`; undefined for an error that is not the disk's. */
export function errnoOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  return typeof error.code === "string" && /^E[A-Z0-9]+$/.test(error.code) ? error.code : undefined;
}

/** Awaits a call and takes the named failures for success: `undefined` is returned instead. */
export async function unless<T>(codes: readonly string[], call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (codes.includes(errnoOf(error) ?? "")) return undefined;
    throw error;
  }
}

async function entry(path: string): Promise<Entry | undefined> {
  const stats = await unless(["ENOENT", "ENOTDIR"], fs.lstat(path));
  if (!stats) return undefined;
  return { kind: kindOf(stats), mode: stats.mode & 0o7777, changedMs: stats.mtimeMs };
}

function kindOf(stats: Awaited<ReturnType<typeof fs.lstat>>): EntryKind {
  if (stats.isFile()) return "file";
  if (stats.isDirectory()) return "folder";
  return stats.isSymbolicLink() ? "symlink" : "other";
}

/** Windows cannot open folders, and some network file systems cannot flush them. */
async function flushFolder(path: string): Promise<void> {
  const handle = await unless(["EPERM", "EISDIR", "EACCES"], fs.open(path, "r"));
  if (!handle) return;
  try {
    await unless(["EPERM", "EINVAL", "ENOTSUP", "EISDIR"], handle.sync());
  } finally {
    await handle.close();
  }
}
