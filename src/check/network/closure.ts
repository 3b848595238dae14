import type { Problem } from "../../problem.ts";
import { isShared } from "../lookup.ts";
import { checkNetworkPolicies } from "../network-policies.ts";
import { listPods } from "../pods.ts";
import { error, shown, warning } from "../problems.ts";
import { listServices, type Service } from "../services.ts";
import type { Tree } from "../tree.ts";
import { get, mapping, type Value } from "../value.ts";
import { listCalls } from "./calls.ts";
import type { Connection, End } from "./connection.ts";
import { listRouted } from "./gateways.ts";
import { governs, listPolicies, mayGovern, mayOpen, type Policy, type Side } from "./policies.ts";
import { listScrapes } from "./scrapes.ts";
import { checkUnneeded } from "./unneeded.ts";

/**
 * Where policies are enforced, they open every connection that the files show: gives `closed-egress`,
 * `closed-ingress` and the warnings `one-kind-only` and `unneeded-rule`. Policies add up, so where others may
 * exist nothing is said.
 */
export function* checkNetworkClosure(tree: Tree): Iterable<Problem> {
  const policies = listPolicies(tree.objects);
  if (policies.length === 0 || tree.objects.some(({ kind }) => /ClusterwideNetworkPolicy$/.test(kind)))
    return;
  const services = listServices(tree);
  const closed = new Set<string>();
  for (const problem of connectionProblems(tree, policies, services)) {
    if (problem.severity === "error" && problem.at) closed.add(problem.at.file);
    yield problem;
  }
  // A port that is mistyped in a rule is told of as the one that is closed.
  const whole = policies.filter(({ object }) => !closed.has(object.manifest.path));
  yield* checkUnneeded(tree, whole, services);
}

function* connectionProblems(
  tree: Tree,
  policies: readonly Policy[],
  services: readonly Service[],
): Iterable<Problem> {
  const pods = listPods(tree);
  const visits = [...listRouted(tree, pods, services), ...listScrapes(tree, pods, services)];
  for (const connection of [...listCalls(tree), ...visits]) {
    const { from, to } = connection;
    yield* sideProblems(tree, policies, "egress", from, connection);
    if (isEnd(to)) yield* sideProblems(tree, policies, "ingress", to, connection);
  }
}

function* sideProblems(
  tree: Tree,
  policies: readonly Policy[],
  side: Side,
  own: End,
  connection: Connection,
): Iterable<Problem> {
  if (isShared(tree, own.pods.namespace ?? "")) return;
  const closing = policies.filter((policy) => policy.side === side && governs(policy, own.pods));
  const [first] = closing;
  if (!first) return;
  const opening = policies.filter((policy) => policy.side === side && opens(policy, own, connection));
  if (opening.length > 0) yield* oneKindOnly(tree, closing, opening, connection);
  else if (!isMisled(tree, policies)) {
    const message = `no ${side} rule opens ${described(connection)}`;
    const what = isEnd(connection.to) ? "the labels of those pods" : "that name";
    const hint = `add ${side === "egress" ? "an egress" : "an ingress"} rule with ${what}`;
    yield error(`closed-${side}`, first.object.manifest.at(["spec", side]), message, hint);
  }
}

/** A policy that selects nothing is told of already, and with it most likely why something is closed. */
function isMisled(tree: Tree, policies: readonly Policy[]): boolean {
  const misled = new Set([...checkNetworkPolicies(tree)].map(({ at }) => at?.file));
  return policies.some(({ object }) => misled.has(object.manifest.path));
}

/** Also policies that may select only some of the pods, such as a primary by its role, can open a port. */
function opens(policy: Policy, own: End, { from, to, port }: Connection): boolean {
  if (!mayGovern(policy, own.pods)) return false;
  if (policy.side === "ingress") return mayOpen(policy, from.pods, port);
  return mayOpen(policy, isEnd(to) ? to.pods : to, port);
}

/**
 * Two policies of ours for the same pods, of which only one opens the connection. Cilium lets through what either
 * kind opens, but other network plugins know one kind only (docs.cilium.io, Network Policy). A policy without any
 * rule only closes, and leaves the opening to others.
 */
function* oneKindOnly(
  tree: Tree,
  closing: readonly Policy[],
  opening: readonly Policy[],
  connection: Connection,
): Iterable<Problem> {
  if (!isEnd(connection.to)) return;
  const silent = closing.filter(
    ({ object, rules }) =>
      rules.length > 0 &&
      !tree.context.theirs?.has(object.manifest.path) &&
      opening.every((other) => other.object.kind !== object.kind),
  );
  const [found] = silent.flatMap((policy) => {
    const twin = opening.find((other) => isTwin(policy, other));
    return twin ? [{ policy, twin }] : [];
  });
  if (!found) return;
  const { object, side } = found.policy;
  const message = `only the ${found.twin.object.kind} opens ${described(connection)}`;
  const hint = `open it in ${object.kind} ${shown(object.name)} as well, for network plugins that follow that alone`;
  yield warning("one-kind-only", object.manifest.at(["spec", side]), message, hint);
}

function isTwin({ object, governed }: Policy, other: Policy): boolean {
  const labels = (selector: Value | undefined) => JSON.stringify(mapping(get(selector, "matchLabels")));
  return (
    object.namespace === other.object.namespace &&
    labels(governed.selector) === labels(other.governed.selector)
  );
}

function described({ from, to, port }: Connection): string {
  const what = port === undefined ? "a way" : `port ${port}`;
  return `${what} from ${shown(from.name)} to ${nameOf(to)}`;
}

function nameOf(to: Connection["to"]): string {
  if (to === "api-server") return "the API server";
  return shown(isEnd(to) ? to.name : to.host);
}

function isEnd(to: Connection["to"]): to is End {
  return to !== "api-server" && "pods" in to;
}
