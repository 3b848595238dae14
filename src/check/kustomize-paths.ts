import type { Position, Problem } from "../problem.ts";
import { isRemote } from "./folders.ts";
import type { Entry, Kustomization } from "./kustomizations.ts";
import { error, shown } from "./problems.ts";
import type { Tree } from "./tree.ts";

/**
 * What a kustomization names exists: gives `missing-path`, `duplicate-entry`, `folder-without-kustomization`,
 * `path-outside`, and `wrong-entry-kind` for a Component under `resources` and the other way round.
 */
export function* checkKustomizationPaths(tree: Tree): Iterable<Problem> {
  for (const kustomization of tree.kustomizations.values()) {
    const seen = new Set<string>();
    for (const entry of kustomization.entries) {
      const problem = entryProblem(tree, kustomization, entry) ?? repeated(kustomization, entry, seen);
      if (problem) yield problem;
    }
  }
}

function entryProblem(tree: Tree, { document }: Kustomization, entry: Entry): Problem | undefined {
  const { written, target, role } = entry;
  const at = (): Position => document.at(entry.at);
  if (isRemote(written)) return undefined;
  if (target === undefined) {
    return error("path-outside", at(), `${shown(written)} leaves the repository`, "name a path inside of it");
  }
  if (tree.folders.hasFile(target)) return undefined;
  if (role === "data" || !tree.folders.hasFolder(target)) {
    return error(
      "missing-path",
      at(),
      `there is no ${shown(target)}`,
      "render the file, or take the entry out",
    );
  }
  return folderProblem(tree, target, role, at);
}

function folderProblem(
  tree: Tree,
  folder: string,
  role: Entry["role"],
  at: () => Position,
): Problem | undefined {
  if (tree.folders.isNeighbours(folder)) return undefined;
  const index = tree.kustomizations.get(folder);
  if (!index) {
    return error(
      "folder-without-kustomization",
      at(),
      `${shown(folder)} has no kustomization.yaml`,
      "add one, or name its files",
    );
  }
  if (index.isComponent === (role === "component")) return undefined;
  const hint = index.isComponent ? "name it under components" : "name it under resources";
  return error(
    "wrong-entry-kind",
    at(),
    `${shown(folder)} is ${index.isComponent ? "a" : "no"} Component`,
    hint,
  );
}

function repeated({ document }: Kustomization, entry: Entry, seen: Set<string>): Problem | undefined {
  const { target, role } = entry;
  if (role === "data" || target === undefined) return undefined;
  const again = seen.has(target);
  seen.add(target);
  return again
    ? error(
        "duplicate-entry",
        document.at(entry.at),
        `${shown(entry.written)} is named twice`,
        "take one out",
      )
    : undefined;
}
