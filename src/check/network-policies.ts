import type { Problem } from "../problem.ts";
import type { Applied } from "./applied.ts";
import { actualLabels, maySelect, selectsAll } from "./labels.ts";
import { isExternal, isNamespaceKnown, isNamespaceRendered, isShared } from "./lookup.ts";
import { listPods, type Pods } from "./pods.ts";
import { listPeers, type Selection } from "./policy-peers.ts";
import { error, listed, shown } from "./problems.ts";
import type { Tree } from "./tree.ts";

/**
 * Network policies name pods and namespaces that exist: gives `unknown-namespace` and `selects-nothing`.
 * Pods of namespaces that are not all ours cannot be known and pass.
 */
export function* checkNetworkPolicies(tree: Tree): Iterable<Problem> {
  const policies = tree.objects.filter(({ kind }) => kind === "NetworkPolicy" || kind.startsWith("Cilium"));
  if (policies.length === 0) return;
  const pods = listPods(tree);
  for (const policy of policies) {
    for (const selection of listPeers(policy)) yield* selectionProblems(tree, pods, policy, selection);
  }
}

function* selectionProblems(
  tree: Tree,
  pods: readonly Pods[],
  policy: Applied,
  { namespaces, selector, at }: Selection,
): Iterable<Problem> {
  const unknown = (namespaces ?? []).filter(
    (name) => name !== policy.namespace && !isNamespaceKnown(tree, name),
  );
  for (const name of unknown) {
    const hint = "name a namespace that is rendered, or declare it as external";
    yield error("unknown-namespace", policy.manifest.at(at), `there is no namespace ${shown(name)}`, hint);
  }
  if (unknown.length > 0 || selectsAll(selector) || !namespaces?.every((name) => isOurs(tree, policy, name)))
    return;
  const near = pods.filter(({ namespace }) => !namespace || namespaces.includes(namespace));
  if (near.some(({ labels }) => maySelect(selector, labels))) return;
  const known = listed(
    actualLabels(
      selector,
      near.map(({ labels }) => labels),
    ),
  );
  const message = `the selector fits no pod in ${listed(namespaces)}`;
  const hint = known ? `there is: ${known}` : "select labels that pods there have";
  yield error("selects-nothing", policy.manifest.at(at), message, hint);
}

/** True for a namespace whose pods all come from our files. */
export function isOurs(tree: Tree, policy: Applied, name: string): boolean {
  if (isShared(tree, name) || isExternal(tree, "Namespace", name, undefined)) return false;
  return isNamespaceRendered(tree, name) || name === policy.namespace;
}
