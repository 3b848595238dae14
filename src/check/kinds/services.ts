import { isIP } from "node:net";
import type { Problem } from "../../problem.ts";
import { get, list, type Path, scalarText, type Value } from "../value.ts";
import { isCidr } from "./cidr.ts";
import { has, type KindRules, type Subject } from "./kind.ts";
import { labelProblems } from "./labels.ts";
import { targetPortProblem } from "./port.ts";

/** Services: pkg/apis/core/validation, ValidateService. */
export const serviceKinds: KindRules = { "/Service": [ports, address, selector, reach] };

function* ports({ spec, fail }: Subject): Iterable<Problem> {
  const found = list(get(spec, "ports"));
  const names = new Set<Value>();
  for (const [index, port] of found.entries()) {
    const at = ["spec", "ports", index];
    const name = get(port, "name");
    if (name === undefined && found.length > 1)
      yield fail("missing-field", at, "each of several ports needs a name", "write name");
    if (name !== undefined && names.has(name))
      yield fail("duplicate-entry", [...at, "name"], "two ports have the same name", "rename one of them");
    if (name !== undefined) names.add(name);
    const wrong = targetPortProblem(get(port, "targetPort"));
    if (wrong)
      yield fail("pattern-mismatch", [...at, "targetPort"], wrong, "write the number, without quotes");
    if (isReached(spec) || !get(port, "nodePort")) continue;
    const message = "a Service inside of the cluster has no nodePort";
    yield fail("excluded-field", [...at, "nodePort"], message, "take it out, or write type: NodePort");
  }
}

function typeOf(spec: Value | undefined): string {
  return scalarText(get(spec, "type") ?? "ClusterIP");
}

/** From outside of the cluster. */
function isReached(spec: Value | undefined): boolean {
  return typeOf(spec) === "NodePort" || typeOf(spec) === "LoadBalancer";
}

function* address({ spec, fail }: Subject): Iterable<Problem> {
  const ip = get(spec, "clusterIP") ?? "";
  const at = ["spec", "clusterIP"];
  if (typeOf(spec) === "ExternalName") {
    if (!has(spec, "externalName")) {
      const message = "a Service of type ExternalName needs externalName";
      yield fail("missing-field", ["spec"], message, "write externalName");
    }
    if (ip !== "") yield fail("excluded-field", at, "an ExternalName has no address", "take it out");
    return;
  }
  if (ip !== "None" && list(get(spec, "ports")).length === 0)
    yield fail("missing-field", ["spec"], "the Service has no ports", "write ports, or clusterIP: None");
  if (ip === "None" && isReached(spec))
    yield fail("excluded-field", at, "a Service that is reached needs an address", "take it out");
  if (typeof ip === "string" && ip !== "None" && !isAddress(ip) && ip !== "")
    yield fail("pattern-mismatch", at, "this is no address", "leave it out, or write None");
}

function isAddress(written: string): boolean {
  return written.includes("${") || isIP(written) > 0;
}

function* selector(subject: Subject): Iterable<Problem> {
  yield* labelProblems(subject, get(subject.spec, "selector"), ["spec", "selector"]);
}

const FOR_BALANCER = ["loadBalancerSourceRanges", "loadBalancerClass"];

/** Who reaches it, and how. */
function* reach({ spec, fail }: Subject): Iterable<Problem> {
  const told = (path: Path, isGood: boolean, message: string, hint: string): Problem[] =>
    isGood ? [] : [fail("pattern-mismatch", ["spec", ...path], message, hint)];
  for (const [index, ip] of list(get(spec, "externalIPs")).entries()) {
    const isGood = typeof ip !== "string" || (isAddress(ip) && !/^(127\.|::1$)/.test(ip));
    yield* told(["externalIPs", index], isGood, "no other machine has this address", "write one of a node");
  }
  for (const [index, range] of list(get(spec, "loadBalancerSourceRanges")).entries()) {
    const isGood = typeof range !== "string" || range.includes("${") || isCidr(range);
    yield* told(
      ["loadBalancerSourceRanges", index],
      isGood,
      "this is no address range",
      "write it as 10.0.0.0/8",
    );
  }
  const isBalanced = typeOf(spec) === "LoadBalancer";
  const isLocal = get(spec, "externalTrafficPolicy") === "Local";
  const excluded = [
    ...(isBalanced ? [] : FOR_BALANCER),
    ...(isReached(spec) || has(spec, "externalIPs") ? [] : ["externalTrafficPolicy"]),
    ...(isBalanced && isLocal ? [] : ["healthCheckNodePort"]),
  ].filter((field) => has(spec, field) && get(spec, field) !== 0);
  for (const field of excluded) {
    const message = `${field} does not go with this type of Service`;
    yield fail("excluded-field", ["spec", field], message, "take it out, or change the type");
  }
}
