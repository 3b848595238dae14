import { isAbsolute, relative, sep } from "node:path";
import type { Problem } from "../problem.ts";
import { clean } from "../report/clean.ts";
import type { Disk } from "./disk.ts";
import { diskProblem } from "./disk-problem.ts";
import { absolute, foldersAbove, pathProblem } from "./jail.ts";

export interface Folders {
  /** The folders above the paths that are there, relative to the root. */
  readonly existing: ReadonlySet<string>;
  readonly problems: readonly Problem[];
}

/**
 * Looks at every folder above the given paths. Gives `leaves-root` for a symlink that leads out of the root
 * (or into `.git`), and `in-the-way` for something that is no folder.
 */
export async function surveyFolders(root: string, paths: readonly string[], disk: Disk): Promise<Folders> {
  const existing = new Set<string>();
  const problems: Problem[] = [];
  for (const folder of allFoldersAbove(paths)) {
    const parent = folder.slice(0, Math.max(0, folder.lastIndexOf("/")));
    if (parent !== "" && !existing.has(parent)) continue;
    const found = await lookAt(root, folder, disk);
    if (found === "there") existing.add(folder);
    else if (found !== "missing") problems.push(found);
  }
  return { existing, problems };
}

/** Every folder above any of the paths, once, parents before children. */
export function allFoldersAbove(paths: Iterable<string>): string[] {
  const folders = new Set<string>();
  for (const path of paths) for (const folder of foldersAbove(path)) folders.add(folder);
  return [...folders].sort();
}

async function lookAt(root: string, folder: string, disk: Disk): Promise<"there" | "missing" | Problem> {
  try {
    const entry = await disk.entry(absolute(root, folder));
    if (!entry) return "missing";
    if (entry.kind === "folder") return "there";
    return entry.kind === "symlink" ? await followLink(root, folder, disk) : notAFolder(folder);
  } catch (error) {
    return diskProblem(error, folder, "look into");
  }
}

async function followLink(root: string, folder: string, disk: Disk): Promise<"there" | Problem> {
  const target = await disk.realpath(absolute(root, folder)).catch(() => undefined);
  if (target === undefined) return leavesRoot(folder, "leads nowhere");
  const inside = relative(await disk.realpath(root), target);
  if (inside === "" || inside === ".." || inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
    return leavesRoot(folder, "leads out of the root");
  }
  if (pathProblem(inside.split(sep).join("/")))
    return leavesRoot(folder, "leads to a folder that is not ours");
  return (await disk.entry(target))?.kind === "folder" ? "there" : notAFolder(folder);
}

function leavesRoot(folder: string, how: string): Problem {
  return {
    code: "leaves-root",
    severity: "error",
    message: `${clean(folder)} is a symlink that ${how}`,
    hint: "replace the symlink by a folder, or choose its target as the root",
    at: { file: folder, line: 1, column: 1 },
  };
}

function notAFolder(folder: string): Problem {
  return {
    code: "in-the-way",
    severity: "error",
    message: `${clean(folder)} must be a folder, and is not`,
    hint: "move it away",
    at: { file: folder, line: 1, column: 1 },
  };
}
