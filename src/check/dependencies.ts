import type { Problem } from "../problem.ts";
import { type Applied, isFluxKustomization } from "./applied.ts";
import { called } from "./identity.ts";
import { findFacts, isExternal } from "./lookup.ts";
import { error, listed, shown } from "./problems.ts";
import type { Tree } from "./tree.ts";
import { get, list, text } from "./value.ts";

interface Dependency {
  readonly index: number;
  readonly name: string;
  readonly namespace: string | undefined;
}

/**
 * What Kustomizations and HelmReleases wait for exists and does not wait for them:
 * gives `missing-object` and, once for each circle, `dependency-cycle`.
 */
export function* checkDependencies(tree: Tree): Iterable<Problem> {
  for (const kind of ["Kustomization", "HelmRelease"]) {
    const waiting = tree.objects.filter(
      (object) => object.kind === kind && (kind === "HelmRelease" || isFluxKustomization(object)),
    );
    for (const object of waiting) yield* missing(tree, object);
    yield* cycles(waiting);
  }
}

function dependencies({ manifest, namespace }: Applied): Dependency[] {
  return list(get(manifest.value, "spec", "dependsOn")).flatMap((entry, index) => {
    const name = text(get(entry, "name"));
    return name ? [{ index, name, namespace: text(get(entry, "namespace")) ?? namespace }] : [];
  });
}

function* missing(tree: Tree, object: Applied): Iterable<Problem> {
  const { kind, manifest } = object;
  for (const { index, name, namespace } of dependencies(object)) {
    if (findFacts(tree, kind, name, namespace).length > 0 || isExternal(tree, kind, name, namespace))
      continue;
    const at = manifest.at(["spec", "dependsOn", index, "name"]);
    const elsewhere = findFacts(tree, kind, name, undefined).flatMap((fact) => fact.namespace ?? []);
    const hint =
      elsewhere.length > 0
        ? `write the namespace that it is in: ${listed(elsewhere)}`
        : `name one of: ${listed(tree.objects.filter((other) => other.kind === kind && other !== object).map((other) => other.name))}`;
    yield error("missing-object", at, `${called({ kind, name, namespace })} does not exist`, hint);
  }
}

function* cycles(objects: readonly Applied[]): Iterable<Problem> {
  const byKey = new Map(objects.map((object) => [keyOf(object), object]));
  const done = new Set<Applied>();
  for (const object of objects) {
    const cycle = done.has(object) ? undefined : findCycle(object, byKey, [], done);
    const [first, second] = cycle ?? [];
    if (!cycle || !first || !second) continue;
    const at = first.manifest.at(["spec", "dependsOn", indexOf(first, second)]);
    const names = cycle.map((each) => shown(`${each.namespace ?? ""}/${each.name}`)).join(" → ");
    const message = first === second ? `${names} waits for itself` : `these wait for each other: ${names}`;
    yield error("dependency-cycle", at, message, "take one dependsOn out");
  }
}

function findCycle(
  object: Applied,
  byKey: ReadonlyMap<string, Applied>,
  way: readonly Applied[],
  done: Set<Applied>,
): readonly Applied[] | undefined {
  const start = way.indexOf(object);
  if (start >= 0) return [...way.slice(start), object];
  if (done.has(object)) return undefined;
  for (const dependency of dependencies(object)) {
    const next = byKey.get(keyOf(dependency));
    const cycle = next && findCycle(next, byKey, [...way, object], done);
    if (cycle) {
      for (const each of cycle) done.add(each);
      return cycle;
    }
  }
  done.add(object);
  return undefined;
}

function keyOf({
  name,
  namespace,
}: {
  readonly name: string;
  readonly namespace: string | undefined;
}): string {
  return `${namespace ?? ""}/${name}`;
}

function indexOf(from: Applied, to: Applied): number {
  return dependencies(from).find((dependency) => keyOf(dependency) === keyOf(to))?.index ?? 0;
}
