import type { Problem } from "../problem.ts";
import { type Applied, isFluxKustomization } from "./applied.ts";
import { called } from "./identity.ts";
import { error, listed, shown } from "./problems.ts";
import type { Tree } from "./tree.ts";
import { get, list, text, type Value } from "./value.ts";

/**
 * A health check looks at something that its own Kustomization applies, else it waits until its timeout:
 * gives `health-check-not-applied`. What charts and operators make cannot be known and passes.
 */
export function* checkHealthChecks(tree: Tree): Iterable<Problem> {
  for (const owner of tree.applied) {
    if (!isFluxKustomization(owner)) continue;
    const { spec } = owner.manifest.value;
    const own = tree.applied.filter(({ by }) => by === owner);
    // A wrong path is told by its own rule.
    if (own.length === 0) continue;
    for (const [index, check] of list(get(spec, "healthChecks")).entries()) {
      if (isMet(own, check)) continue;
      const at = owner.manifest.at(["spec", "healthChecks", index, "name"]);
      yield notApplied(owner, check, own, at);
    }
    for (const [index, check] of list(get(spec, "healthCheckExprs")).entries()) {
      const kind = text(get(check, "kind")) ?? "";
      if (own.some((object) => isOfKind(object, check)) || isMadeByOthers(own, kind)) continue;
      const at = owner.manifest.at(["spec", "healthCheckExprs", index, "kind"]);
      const message = `${shown(owner.name)} applies no ${shown(kind)} of this apiVersion`;
      yield error(
        "health-check-not-applied",
        at,
        message,
        "take the expression out, or correct its apiVersion and kind",
      );
    }
  }
}

function isMet(own: readonly Applied[], check: Value): boolean {
  const name = text(get(check, "name"));
  const namespace = text(get(check, "namespace"));
  const sameKind = own.filter((object) => isOfKind(object, check));
  if (sameKind.length === 0) return isMadeByOthers(own, text(get(check, "kind")) ?? "");
  return sameKind.some(
    (object) => object.name === name && (!namespace || !object.namespace || object.namespace === namespace),
  );
}

function isOfKind({ kind, manifest }: Applied, check: Value): boolean {
  const apiVersion = text(get(check, "apiVersion"));
  return kind === get(check, "kind") && (!apiVersion || manifest.apiVersion === apiVersion);
}

function isMadeByOthers(own: readonly Applied[], kind: string): boolean {
  return (
    own.some((object) => object.kind === "HelmRelease") && kind !== "HelmRelease" && kind !== "Kustomization"
  );
}

function notApplied(
  owner: Applied,
  check: Value,
  own: readonly Applied[],
  at: Problem["at"] & object,
): Problem {
  const kind = text(get(check, "kind")) ?? "";
  const what = called({
    kind,
    name: text(get(check, "name")) ?? "",
    namespace: text(get(check, "namespace")),
  });
  const known = own
    .filter((object) => object.kind === kind)
    .map((object) => `${object.namespace ?? ""}/${object.name}`);
  const hint =
    known.length > 0
      ? `it applies ${listed(known)}`
      : "check an object of this folder, or take the check out";
  return error("health-check-not-applied", at, `${shown(owner.name)} does not apply ${what}`, hint);
}
