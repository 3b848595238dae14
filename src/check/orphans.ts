import type { Problem } from "../problem.ts";
import { isLocal } from "./identity.ts";
import type { Manifest } from "./manifests.ts";
import { error, shown } from "./problems.ts";
import type { Tree } from "./tree.ts";

const HINT = "name it in a kustomization that is applied, or leave it out";

/**
 * Every manifest reaches the cluster: gives `orphan` for a folder that nothing applies, and for a file that
 * no kustomization names; what an orphaned folder names is not told again.
 */
export function* checkOrphans(tree: Tree): Iterable<Problem> {
  const lost = [...tree.kustomizations.values()].filter(({ folder }) => !tree.visited.has(folder));
  const named = new Set(lost.flatMap(({ entries }) => entries.map(({ target }) => target)));
  for (const { folder, document } of lost) {
    if (!named.has(folder)) yield error("orphan", document.at([]), `nothing applies ${shown(folder)}`, HINT);
  }
  const told = new Set<string>();
  for (const manifest of tree.orphans) {
    if (isLocal({ manifest }) || named.has(manifest.path) || told.has(manifest.path)) continue;
    told.add(manifest.path);
    yield orphan(manifest);
  }
}

function orphan(manifest: Manifest): Problem {
  return error("orphan", manifest.at([]), `nothing applies ${manifest.kind} ${shown(manifest.name)}`, HINT);
}
