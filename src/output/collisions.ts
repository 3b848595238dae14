import type { Problem } from "../problem.ts";
import { foldersAbove } from "./jail.ts";

/**
 * Finds paths that cannot all exist: two that differ only in case or Unicode form (one file on macOS and
 * Windows), the same path twice, or a file where another path needs a folder. Gives `path-collision`.
 */
export function collisions(paths: readonly string[]): Problem[] {
  const files = new Map<string, string>();
  const problems: Problem[] = [];
  for (const path of paths) {
    const other = files.get(folded(path));
    if (other !== undefined) problems.push(collision(path, other));
    else files.set(folded(path), path);
  }
  return [...problems, ...foldersThatAreFiles(files)];
}

function foldersThatAreFiles(files: ReadonlyMap<string, string>): Problem[] {
  return [...files.values()].flatMap((path) =>
    foldersAbove(path).flatMap((folder) => {
      const file = files.get(folded(folder));
      return file === undefined ? [] : [collision(path, file)];
    }),
  );
}

function folded(path: string): string {
  return path.normalize("NFC").toLowerCase();
}

function collision(path: string, other: string): Problem {
  const same = path === other;
  return {
    code: "path-collision",
    severity: "error",
    message: same ? `${path} is written twice` : `${path} and ${other} cannot both exist`,
    hint: same
      ? "let one template write this path"
      : "rename one of them, and not only in upper or lower case",
  };
}
