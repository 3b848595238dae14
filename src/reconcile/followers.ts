import type { KubeObject, Ref } from "../kubernetes/object.ts";
import { parentOf, sourceOf } from "./kustomization.ts";
import type { World } from "./world.ts";

/** True for a Kustomization whose own source it is. */
export function follows(kustomization: KubeObject, { kind, namespace = "", name }: Ref): boolean {
  return sourceOf(kustomization) === `${kind}/${namespace}/${name}`;
}

/**
 * The Kustomizations that follow the source, and those that they apply although these follow another one, such as an
 * app whose manifests are in a repository of its own.
 */
export function followers({ kustomizations = new Map() }: World, source: Ref): Map<string, KubeObject> {
  const found = new Map([...kustomizations].filter(([, object]) => follows(object, source)));
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const [key, object] of kustomizations) if (found.has(parentOf(object) ?? "")) found.set(key, object);
  }
  return found;
}
