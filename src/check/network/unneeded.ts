import type { Problem } from "../../problem.ts";
import { maySelect } from "../labels.ts";
import { isOurs } from "../network-policies.ts";
import type { Selection } from "../policy-peers.ts";
import { listed, warning } from "../problems.ts";
import type { Service } from "../services.ts";
import type { Tree } from "../tree.ts";
import { get, text, type Value } from "../value.ts";
import { type Actor, listActors } from "./actors.ts";
import { type Policy, portsOf } from "./policies.ts";

/**
 * Nothing else is open: gives the warning `unneeded-rule` for a port that a rule of ours opens between rendered pods
 * of which none connects to it. Where it cannot be known whom pods call, as of operators, nothing is said.
 */
export function* checkUnneeded(
  tree: Tree,
  policies: readonly Policy[],
  services: readonly Service[],
): Iterable<Problem> {
  const ours = policies.filter(({ object }) => !tree.context.theirs?.has(object.manifest.path));
  if (ours.length === 0 || tree.unreadable.length > 0) return;
  const actors = listActors(tree, services);
  for (const policy of ours) {
    const own = chosen(actors, policy.governed);
    for (const { value, path } of policy.rules) {
      const peers = policy.peers.filter(({ at }) => path.every((step, index) => at[index] === step));
      for (const peer of peers) yield* ruleProblems(tree, policy, own, { actors, peer, rule: value });
    }
  }
}

interface Opened {
  readonly actors: readonly Actor[];
  readonly peer: Selection;
  readonly rule: Value;
}

function* ruleProblems(
  tree: Tree,
  { side, object }: Policy,
  own: readonly Actor[],
  { actors, peer, rule }: Opened,
): Iterable<Problem> {
  if (!peer.namespaces?.every((name) => isOurs(tree, object, name))) return;
  const others = chosen(actors, peer);
  const [clients, servers] = side === "egress" ? [own, others] : [others, own];
  if (clients.length === 0 || servers.length === 0) return;
  for (const entry of portsOf(rule)) {
    const port = Number(get(entry, "port"));
    const isOne =
      port > 0 && get(entry, "endPort") === undefined && (text(get(entry, "protocol")) ?? "TCP") === "TCP";
    if (!isOne || clients.some((client) => servers.some((server) => mayCall(client, server, port)))) continue;
    const [from, to] = [clients, servers].map((each) => listed(each.map(({ name }) => name)));
    const message = `nothing in ${from} connects to ${to} on port ${port}`;
    const hint = "take it out of the rule, or write where the connection is configured";
    yield warning("unneeded-rule", object.manifest.at(peer.at), message, hint);
  }
}

function chosen(actors: readonly Actor[], { namespaces, selector }: Selection): Actor[] {
  return actors.filter(({ pods }) => {
    const isNear = !namespaces || !pods.namespace || namespaces.includes(pods.namespace);
    return isNear && maySelect(selector, pods.labels);
  });
}

/** Pods of one kind may always talk to one another. */
function mayCall(client: Actor, { serves, pods }: Actor, port: number): boolean {
  if (!serves || client.pods === pods) return true;
  const texts = client.texts();
  if (!texts) return true;
  return (
    serves.ports.includes(port) && serves.hosts.some((host) => texts.some((each) => isNamed(each, host)))
  );
}

function isNamed(written: string, host: string): boolean {
  const at = written.indexOf(host);
  if (at < 0) return false;
  const isWord = !/[\w-]/.test(`${written[at - 1] ?? " "}${written[at + host.length] ?? " "}`);
  return isWord || isNamed(written.slice(at + 1), host);
}
