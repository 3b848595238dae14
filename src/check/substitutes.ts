import type { Manifest } from "./manifests.ts";
import type { Tree } from "./tree.ts";
import { get, list, mapping } from "./value.ts";

/**
 * Whether a `${…}` in a manifest that others wrote is meant for Flux: a variable that the Kustomization which
 * applies it substitutes, or one with a default. Of substituteFrom only the habit is known, capital letters.
 */
export function isMeant({ applied }: Tree, manifest: Manifest): (text: string) => boolean {
  const owners = applied.filter((object) => object.manifest === manifest).map(({ by }) => by);
  const builds = owners.flatMap((by) => (by ? [get(by.manifest.value, "spec", "postBuild")] : []));
  const active = builds.filter((build) => build !== undefined && build !== null);
  if (active.length === 0) return () => true;
  const named = new Set(active.flatMap((build) => Object.keys(mapping(get(build, "substitute")))));
  const fromOthers = active.some((build) => list(get(build, "substituteFrom")).length > 0);
  return (text) =>
    [...text.matchAll(/(\$+)\{([^}]*)\}/g)].every(([, dollars = "", inside = ""]) => {
      const [, name = "", more = ""] = /^(\w*)(.*)$/s.exec(inside) ?? [];
      if (dollars.length % 2 === 0 || named.has(name) || /^:?[-=]/.test(more)) return true;
      return fromOthers && /^[A-Z][A-Z0-9_]*$/.test(name);
    });
}
