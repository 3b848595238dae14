import { posix } from "node:path";
import type { Tree } from "../tree.ts";

/** The names under which Kustomize looks for its file; a folder must hold only one of them. */
const NAMES = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

/** The paths under which a shared file may be on disk: all of them have to be read. */
export function sharedPaths(path: string): string[] {
  const folder = posix.dirname(path);
  return [path, ...NAMES.map((name) => posix.join(folder, name)).filter((other) => other !== path)];
}

/** The path under which a shared file is on disk, or will be. */
export function sharedPath(path: string, tree: Tree): string {
  return sharedPaths(path).find((candidate) => tree.files.has(candidate)) ?? path;
}

/** The path that an entry of a shared file names. */
export function target(path: string, entry: string): string {
  return posix.join(posix.dirname(path), entry);
}
