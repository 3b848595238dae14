import type { Problem } from "../problem.ts";
import type { Applied } from "./applied.ts";
import { error, shown } from "./problems.ts";
import type { Tree } from "./tree.ts";
import { get } from "./value.ts";

/** kustomize's own mark for a manifest that is kept in a folder but never applied. */
export function isLocal({ manifest }: Pick<Applied, "manifest">): boolean {
  return get(manifest.value, "metadata", "annotations", "config.kubernetes.io/local-config") === "true";
}

/** How an object is named in messages. */
export function called({ kind, name, namespace }: Pick<Applied, "kind" | "name" | "namespace">): string {
  return shown(namespace ? `${kind} ${namespace}/${name}` : `${kind} ${name}`);
}

/** One object, one document: gives `duplicate-object` with both places. */
export function* checkIdentity(tree: Tree): Iterable<Problem> {
  const first = new Map<string, Applied>();
  const pairs = new Set<string>();
  for (const object of tree.applied) {
    if (isLocal(object)) continue;
    const { manifest, kind, name, namespace } = object;
    const key = JSON.stringify([manifest.group, kind, namespace, name]);
    const known = first.get(key);
    if (!known) first.set(key, object);
    else if (known.manifest !== object.manifest) yield writtenTwice(object, known);
    else if (!pairs.has(pairOf(known, object))) {
      pairs.add(pairOf(known, object));
      yield appliedTwice(object, known);
    }
  }
}

function pairOf(...objects: readonly Applied[]): string {
  return JSON.stringify(objects.map(({ by }) => [by?.manifest.path, by?.manifest.index]));
}

/** Told once for each pair of Kustomizations, whose folders most likely share more than one object. */
function appliedTwice(object: Applied, known: Applied): Problem {
  const at = object.manifest.at(["metadata", "name"]);
  const related = [known.by, object.by].flatMap((by) =>
    by ? [{ message: "applied by", at: by.manifest.at(["metadata", "name"]) }] : [],
  );
  return error(
    "duplicate-object",
    at,
    `${called(object)} is applied twice`,
    "let one Kustomization apply it",
    related,
  );
}

function writtenTwice(object: Applied, known: Applied): Problem {
  const at = object.manifest.at(["metadata", "name"]);
  const related = [{ message: "first written here", at: known.manifest.at(["metadata", "name"]) }];
  return error("duplicate-object", at, `${called(object)} is written twice`, "keep one of the two", related);
}

/**
 * A namespace in a manifest that kustomize or Flux overrides is a trap: the object goes elsewhere.
 * Gives `namespace-overridden`. A Namespace called `_` is the field's way to ask for the override.
 */
export function* checkOverrides(tree: Tree): Iterable<Problem> {
  for (const object of tree.applied) {
    const { manifest, override, kind } = object;
    if (override === undefined) continue;
    const written = kind === "Namespace" ? manifest.name : manifest.namespace;
    if (written === undefined || written === override || (kind === "Namespace" && written === "_")) continue;
    const at = manifest.at(kind === "Namespace" ? ["metadata", "name"] : ["metadata", "namespace"]);
    const message = `${kind} ${shown(manifest.name)} says ${shown(written)}, but its Kustomization puts it into ${shown(override)}`;
    yield error(
      "namespace-overridden",
      at,
      message,
      `write ${shown(override)}, or apply it from another folder`,
    );
  }
}
