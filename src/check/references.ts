import type { Problem } from "../problem.ts";
import type { Fact } from "./facts.ts";
import { called } from "./identity.ts";
import { findFacts, isExternal, isNamespaceRendered, isShared } from "./lookup.ts";
import { listTableReferences } from "./named-references.ts";
import { listPodReferences } from "./pod-references.ts";
import { error, listed, shown } from "./problems.ts";
import { isTemplated, type Reference } from "./reference.ts";
import type { Tree } from "./tree.ts";

/** Everything that is named exists, with the keys that are read of it: gives `missing-object` and `missing-key`. */
export function* checkReferences(tree: Tree): Iterable<Problem> {
  for (const object of tree.objects) {
    if (object.kind === "CustomResourceDefinition") continue;
    for (const reference of [...listPodReferences(tree, object), ...listTableReferences(object)]) {
      if (!reference.optional && !isTemplated(reference.name)) yield* referenceProblems(tree, reference);
    }
  }
}

function* referenceProblems(tree: Tree, reference: Reference): Iterable<Problem> {
  const { kind, name, namespace, from, keys } = reference;
  const facts = findFacts(tree, kind, name, namespace);
  if (isExternal(tree, kind, name, namespace)) return;
  if (facts.length === 0) {
    const message = `${called({ kind, name, namespace })} does not exist`;
    yield error("missing-object", from.manifest.at(reference.at), message, missingHint(tree, reference));
    return;
  }
  for (const { key, at } of keys) {
    if (isTemplated(key) || facts.some((fact) => fact.keys === undefined || fact.keys.has(key))) continue;
    const message = `${called({ kind, name, namespace })} has no key ${shown(key)}`;
    yield error("missing-key", from.manifest.at(at), message, keyHint(facts));
  }
}

function missingHint(tree: Tree, { kind, name, namespace }: Reference): string {
  const elsewhere = findFacts(tree, kind, name, undefined).flatMap((fact) => fact.namespace ?? []);
  if (elsewhere.length > 0) return `there is one in ${listed(elsewhere)}, out of reach from here`;
  const beside = [...tree.facts.values()]
    .flat()
    .filter((fact) => fact.kind === kind && fact.namespace === namespace);
  if (beside.length > 0) return `name one of: ${listed(beside.map((fact) => fact.name))}`;
  return namespace && (isShared(tree, namespace) || !isNamespaceRendered(tree, namespace))
    ? "render it, or declare it as external"
    : "render it, or take the reference out";
}

function keyHint(facts: readonly Fact[]): string {
  const keys = facts.flatMap((fact) => [...(fact.keys ?? [])]);
  return keys.length === 0 ? "it has no keys" : `its keys are: ${listed(keys, 12)}`;
}
