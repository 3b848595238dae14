import type { Position, Problem } from "../problem.ts";
import { isFluxKustomization } from "./applied.ts";
import type { Manifest } from "./manifests.ts";
import { error, warning } from "./problems.ts";
import { isMeant } from "./substitutes.ts";
import type { Tree } from "./tree.ts";
import { children, get, isMapping, type Path, type Value } from "./value.ts";

const MARK = "kustomize.toolkit.fluxcd.io/substitute";
const DISABLE = `annotate the object with ${MARK}: disabled`;

/**
 * Flux never rewrites what we rendered: gives `post-build` for a Kustomization with substitution of its own,
 * `live-substitution` for an object with a live `${…}` and the warning `doubled-dollar` for one with `$$`, unless it
 * is marked `substitute: disabled`. A repository's root Kustomization can patch postBuild into ours, so that what
 * we leave out is no protection; since kustomize-controller 1.9 an undefined variable then fails the whole folder.
 */
export function* checkSubstitution(tree: Tree): Iterable<Problem> {
  for (const manifest of tree.manifests) {
    const isTheirs = tree.context.theirs?.has(manifest.path) === true;
    if (
      !isTheirs &&
      isFluxKustomization({ manifest }) &&
      isMapping(get(manifest.value, "spec", "postBuild"))
    ) {
      const at = manifest.at(["spec", "postBuild"]);
      yield error("post-build", at, "the Kustomization substitutes variables", "render the values instead");
    }
    if (!mayHoldDollar(tree, manifest) || isMarked(manifest)) continue;
    yield* isTheirs ? unmeant(tree, manifest) : dollars(tree, manifest);
  }
}

/** Who substitutes on purpose is told only of what Flux would take by mistake. */
function* unmeant(tree: Tree, manifest: Manifest): Iterable<Problem> {
  const isMeantHere = isMeant(tree, manifest);
  const live = findText(manifest.value, (text) => isLive(text) && !isMeantHere(text));
  if (live) yield liveProblem(tree, manifest, live);
}

function isMarked({ value }: Manifest): boolean {
  return ["annotations", "labels"].some((field) => get(value, "metadata", field, MARK) === "disabled");
}

/** Spares the walk through files that have no dollar, written or escaped. */
function mayHoldDollar({ files }: Tree, { path }: Manifest): boolean {
  const text = files.get(path)?.text ?? "";
  return text.includes("$") || text.includes("\\");
}

/** One problem for each object: a dashboard has dozens of them. The text itself may be secret and is not shown. */
function* dollars(tree: Tree, manifest: Manifest): Iterable<Problem> {
  const live = findText(manifest.value, isLive);
  if (live) {
    yield liveProblem(tree, manifest, live);
    return;
  }
  const doubled = findText(manifest.value, (text) => text.includes("$$"));
  if (doubled)
    yield warning(
      "doubled-dollar",
      placeOf(tree, manifest, doubled, "$$"),
      "Flux would make one $ of a $$ in here",
      DISABLE,
    );
}

function liveProblem(tree: Tree, manifest: Manifest, path: Path): Problem {
  const message = "Flux would take a ${…} in here for a variable of its own";
  return error("live-substitution", placeOf(tree, manifest, path, "${"), message, DISABLE);
}

/** Where the text stands: inside of a block, a later line than the value begins at. */
function placeOf({ files }: Tree, manifest: Manifest, path: Path, wanted: string): Position {
  const start = manifest.at(path);
  const lines = (files.get(start.file)?.text ?? "").split("\n");
  const index = lines.findIndex((line, each) => each >= start.line - 1 && line.includes(wanted));
  return index < start.line
    ? start
    : { ...start, line: index + 1, column: (lines[index] ?? "").indexOf(wanted) + 1 };
}

/** Each pair of dollars is an escaped one, so that `${` is live after an even number of them. */
function isLive(text: string): boolean {
  for (const [dollars] of text.matchAll(/\$+(?=\{)/g)) if (dollars.length % 2 === 1) return true;
  return false;
}

function findText(value: Value, wanted: (text: string) => boolean, path: Path = []): Path | undefined {
  if (typeof value === "string") return wanted(value) ? path : undefined;
  for (const child of typeof value === "object" && value !== null ? children({ value, path }) : []) {
    const found = wanted(String(child.path.at(-1))) ? child.path : findText(child.value, wanted, child.path);
    if (found) return found;
  }
  return undefined;
}
