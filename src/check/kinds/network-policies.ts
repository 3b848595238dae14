import type { Problem } from "../../problem.ts";
import { get, list, mapping, type Path, type Value } from "../value.ts";
import { isCidr, isNetwork, isWithin } from "./cidr.ts";
import { has, type KindRules, type Subject } from "./kind.ts";
import { portNameProblem } from "./port.ts";

/** NetworkPolicies: pkg/apis/networking/validation. */
export const networkPolicyKinds: KindRules = { "networking.k8s.io/NetworkPolicy": [peers] };

const SIDES = [
  ["ingress", "from"],
  ["egress", "to"],
] as const;

function* peers(subject: Subject): Iterable<Problem> {
  if (list(get(subject.spec, "policyTypes")).length > 2) {
    const place = ["spec", "policyTypes"];
    yield subject.fail("out-of-range", place, "there are two policy types", "write Ingress and Egress once");
  }
  for (const [side, field] of SIDES) {
    for (const [index, rule] of list(get(subject.spec, side)).entries()) {
      const at = ["spec", side, index];
      if (Object.keys(mapping(rule)).length === 0) yield allowsAll(subject, side, at);
      for (const [place, peer] of list(get(rule, field)).entries())
        yield* peerProblems(subject, peer, [...at, field, place]);
      for (const [place, port] of list(get(rule, "ports")).entries())
        yield* portProblems(subject, port, [...at, "ports", place]);
    }
  }
}

/** One such rule makes every other of its side pointless, also those of other policies for the same pods. */
function allowsAll({ warn }: Subject, side: string, at: Path): Problem {
  const message = `an empty rule allows all ${side}`;
  return warn("allows-everything", at, message, "name the peers and ports that are meant");
}

function* peerProblems(subject: Subject, peer: Value, at: Path): Iterable<Problem> {
  const { fail } = subject;
  const hasSelector = has(peer, "podSelector") || has(peer, "namespaceSelector");
  if (!hasSelector && !has(peer, "ipBlock"))
    yield fail("one-of", at, "the peer names nobody", "write podSelector, namespaceSelector or ipBlock");
  if (!has(peer, "ipBlock")) return;
  if (hasSelector)
    yield fail("one-of", [...at, "ipBlock"], "ipBlock excludes the selectors", "make it two peers");
  yield* blockProblems(subject, get(peer, "ipBlock"), [...at, "ipBlock"]);
}

function* blockProblems({ fail }: Subject, block: Value | undefined, at: Path): Iterable<Problem> {
  const cidr = get(block, "cidr");
  if (typeof cidr !== "string" || cidr.includes("${")) return;
  if (!isNetwork(cidr)) {
    const message = isCidr(cidr) ? "the range has bits beyond its prefix" : "this is no address range";
    yield fail("pattern-mismatch", [...at, "cidr"], message, "write it as 10.0.0.0/8");
  }
  if (!isCidr(cidr)) return;
  for (const [index, except] of list(get(block, "except")).entries()) {
    if (typeof except !== "string" || isWithin(except, cidr)) continue;
    const place = [...at, "except", index];
    yield fail("out-of-range", place, "the exception is not inside of cidr", "write a smaller range of it");
  }
}

function* portProblems({ fail }: Subject, found: Value, at: Path): Iterable<Problem> {
  const port = get(found, "port");
  const end = get(found, "endPort");
  if (typeof port === "number" && (port < 1 || port > 65535))
    yield fail("out-of-range", [...at, "port"], "there is no such port", "write 1 to 65535");
  const wrong = typeof port === "string" ? portNameProblem(port) : undefined;
  if (wrong) yield fail("pattern-mismatch", [...at, "port"], wrong, "write the number without quotes");
  if (end === undefined) return;
  if (typeof port === "number" && typeof end === "number" && end >= port && end <= 65535) return;
  const message = "endPort must be a number from port on";
  yield fail("out-of-range", [...at, "endPort"], message, "raise it, or take it out");
}
