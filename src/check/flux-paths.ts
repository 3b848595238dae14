import type { Position, Problem } from "../problem.ts";
import { type Applied, appliedFolder, isFluxKustomization } from "./applied.ts";
import { isNamespaceKnown } from "./lookup.ts";
import { readsOtherRepository } from "./other-repositories.ts";
import { error, shown, warning } from "./problems.ts";
import type { Tree } from "./tree.ts";
import { get, text } from "./value.ts";

/**
 * A Flux Kustomization applies something: gives `missing-path`, `path-outside`, `unknown-namespace` for its
 * targetNamespace, and the warning `folder-without-kustomization` where Flux would apply loose files.
 */
export function* checkFluxPaths(tree: Tree): Iterable<Problem> {
  for (const object of tree.objects) {
    if (!isFluxKustomization(object)) continue;
    yield* folderProblems(tree, object);
    const target = text(get(object.manifest.value, "spec", "targetNamespace"));
    if (target && !isNamespaceKnown(tree, target)) {
      const at = object.manifest.at(["spec", "targetNamespace"]);
      yield error(
        "unknown-namespace",
        at,
        `there is no namespace ${shown(target)}`,
        "render it, or name one that exists",
      );
    }
  }
}

function* folderProblems(tree: Tree, object: Applied): Iterable<Problem> {
  if (readsOtherRepository(tree.objects, object)) return;
  const at = (): Position => object.manifest.at(["spec", "path"]);
  const folder = appliedFolder(object);
  if (folder === undefined) {
    yield error("path-outside", at(), "the path leaves the repository", "name a folder inside of it");
  } else if (!tree.folders.hasFolder(folder)) {
    yield error(
      "missing-path",
      at(),
      `there is no folder ${shown(folder)}`,
      "render files into it, or take the Kustomization out",
    );
  } else if (!isIndexed(tree, folder)) {
    const message = `${shown(folder)} has no kustomization.yaml, so Flux applies every manifest below it`;
    yield warning("folder-without-kustomization", at(), message, "add a kustomization.yaml");
  }
}

/** True when the folder, or each folder with files below it, has an index. */
function isIndexed(tree: Tree, folder: string): boolean {
  if (tree.kustomizations.has(folder) || tree.folders.isNeighbours(folder)) return true;
  const children = tree.folders.folders(folder);
  return (
    tree.folders.files(folder).length === 0 &&
    children.length > 0 &&
    children.every((child) => isIndexed(tree, child))
  );
}
