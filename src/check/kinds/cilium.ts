import type { Problem } from "../../problem.ts";
import { get, list, type Path, type Value } from "../value.ts";
import { atMostOne, exactlyOne, has, type KindRules, present, type Subject } from "./kind.ts";

/** Cilium 1.18: the alternatives of its CRD, and Rule.Sanitize of the agent. */
export const ciliumKinds: KindRules = {
  "cilium.io/CiliumNetworkPolicy": [specs],
  "cilium.io/CiliumClusterwideNetworkPolicy": [specs],
};

const TO = [
  "toEndpoints",
  "toCIDR",
  "toCIDRSet",
  "toEntities",
  "toServices",
  "toFQDNs",
  "toGroups",
  "toNodes",
];
const FROM = ["fromEndpoints", "fromCIDR", "fromCIDRSet", "fromEntities", "fromGroups", "fromNodes"];
const SIDES = ["ingress", "ingressDeny", "egress", "egressDeny"];

function* specs(subject: Subject): Iterable<Problem> {
  const { manifest, fail } = subject;
  const { spec, specs: several } = manifest.value;
  if (!has(manifest.value, "spec") && list(several).length === 0)
    yield fail(
      "one-of",
      [],
      "the policy has no rule",
      "write spec with endpointSelector and ingress or egress",
    );
  if (has(manifest.value, "spec")) yield* policyRule(subject, spec, ["spec"]);
  for (const [index, one] of list(several).entries()) yield* policyRule(subject, one, ["specs", index]);
}

function* policyRule(subject: Subject, rule: Value | undefined, at: Path): Iterable<Problem> {
  const { fail } = subject;
  yield* exactlyOne(subject, at, rule, ["endpointSelector", "nodeSelector"]);
  if (present(rule, SIDES).length === 0)
    yield fail(
      "one-of",
      at,
      "the rule has neither ingress nor egress",
      "write ingress or egress, if only as an empty list",
    );
  for (const side of SIDES) {
    for (const [index, part] of list(get(rule, side)).entries()) {
      yield* direction(subject, part, [...at, side, index], side.startsWith("egress") ? TO : FROM);
    }
  }
}

function* direction(subject: Subject, part: Value, at: Path, peers: readonly string[]): Iterable<Problem> {
  yield* atMostOne(subject, at, part, peers);
  for (const field of ["toCIDRSet", "fromCIDRSet"]) {
    for (const [index, set] of list(get(part, field)).entries())
      yield* exactlyOne(subject, [...at, field, index], set, ["cidr", "cidrGroupRef", "cidrGroupSelector"]);
  }
  for (const [index, host] of list(get(part, "toFQDNs")).entries())
    yield* exactlyOne(subject, [...at, "toFQDNs", index], host, ["matchName", "matchPattern"]);
  for (const [index, ports] of list(get(part, "toPorts")).entries())
    yield* portRule(subject, ports, [...at, "toPorts", index]);
}

function* portRule(subject: Subject, ports: Value, at: Path): Iterable<Problem> {
  const { fail } = subject;
  for (const [index, port] of list(get(ports, "ports")).entries()) {
    const written = get(port, "port");
    if (typeof written !== "string" || /^[a-zA-Z]/.test(written) || Number(written) <= 65535) continue;
    yield fail("out-of-range", [...at, "ports", index, "port"], "there is no such port", "write 1 to 65535");
  }
  const rules = get(ports, "rules");
  if ((rules ?? null) === null) return;
  yield* exactlyOne(subject, [...at, "rules"], rules, ["http", "dns", "kafka", "l7proto"]);
  for (const [index, name] of list(get(rules, "dns")).entries())
    yield* exactlyOne(subject, [...at, "rules", "dns", index], name, ["matchName", "matchPattern"]);
}
