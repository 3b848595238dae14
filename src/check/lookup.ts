import type { Fact } from "./facts.ts";
import type { Tree } from "./tree.ts";

/** Facts by kind and name, as `findFacts` wants them. */
export function byName(facts: readonly Fact[]): ReadonlyMap<string, readonly Fact[]> {
  const found = new Map<string, Fact[]>();
  for (const fact of facts) found.set(factKey(fact), [...(found.get(factKey(fact)) ?? []), fact]);
  return found;
}

function factKey({ kind, name }: { readonly kind: string; readonly name: string }): string {
  return `${kind}\n${name}`;
}

/** The facts of that kind and name in a namespace; an unknown namespace on either side fits any. */
export function findFacts(
  tree: Tree,
  kind: string,
  name: string,
  namespace: string | undefined,
): readonly Fact[] {
  const found = tree.facts.get(factKey({ kind, name })) ?? [];
  return found.filter((fact) => !fact.namespace || !namespace || fact.namespace === namespace);
}

/** True for an object that is declared to exist outside of these files, or that a broken file may hold. */
export function isExternal(tree: Tree, kind: string, name: string, namespace: string | undefined): boolean {
  if (tree.unreadable.some((text) => text.includes(name))) return true;
  return tree.external.some(
    (external) =>
      external.kind === kind &&
      (external.name === "*" || external.name === name) &&
      (external.namespace === undefined || external.namespace === "*" || external.namespace === namespace),
  );
}

/** True when the namespace is rendered, declared, or a neighbour's. */
export function isNamespaceKnown(tree: Tree, name: string): boolean {
  return (
    isNamespaceRendered(tree, name) || isExternal(tree, "Namespace", name, undefined) || isShared(tree, name)
  );
}

/** True for a Namespace object of ours. */
export function isNamespaceRendered(tree: Tree, name: string): boolean {
  return findFacts(tree, "Namespace", name, undefined).length > 0;
}

/** True when files of others lie beside ours in the namespace's folder, so that we cannot know all of its objects. */
export function isShared(tree: Tree, namespace: string): boolean {
  return tree.shared.has(namespace);
}
