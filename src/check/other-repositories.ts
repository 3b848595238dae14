import { type Applied, isFluxKustomization } from "./applied.ts";
import { get, text } from "./value.ts";

/**
 * True for a Flux Kustomization that reads a source which the tree itself renders: another repository, whose files
 * are not here.
 */
export function readsOtherRepository(objects: readonly Applied[], object: Applied): boolean {
  return sourceOf(objects, object) !== undefined;
}

/**
 * Namespaces that get objects from other repositories, which therefore cannot all be known: where targetNamespace
 * says, else where the source itself is, as upstreams keep to one namespace.
 */
export function namespacesOfOthers(objects: readonly Applied[]): string[] {
  return objects.filter(isFluxKustomization).flatMap((object) => {
    const source = sourceOf(objects, object);
    if (!source) return [];
    return text(get(object.manifest.value, "spec", "targetNamespace")) ?? source.namespace ?? [];
  });
}

function sourceOf(objects: readonly Applied[], { manifest, namespace }: Applied): Applied | undefined {
  const reference = get(manifest.value, "spec", "sourceRef");
  const kind = text(get(reference, "kind")) ?? "GitRepository";
  const name = text(get(reference, "name")) ?? "flux-system";
  const home = text(get(reference, "namespace")) ?? namespace;
  if (name === "flux-system") return undefined;
  return objects.find(
    (source) =>
      source.kind === kind &&
      source.name === name &&
      (!source.namespace || !home || source.namespace === home),
  );
}
