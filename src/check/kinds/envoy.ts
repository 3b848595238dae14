import type { Problem } from "../../problem.ts";
import { get, list, type Path, scalarText, type Value } from "../value.ts";
import { has, type KindRules, type Subject } from "./kind.ts";

const GATEWAY_API = "gateway.networking.k8s.io";
const ROUTES = ["HTTPRoute", "GRPCRoute", "UDPRoute", "TCPRoute", "TLSRoute"];

/** Envoy Gateway 1.9: where its policies attach, and what of them excludes what. */
export const envoyKinds: KindRules = {
  "gateway.envoyproxy.io/BackendTrafficPolicy": [
    targets(["Gateway", "ListenerSet", ...ROUTES]),
    mergeType,
    upgrades,
  ],
  "gateway.envoyproxy.io/ClientTrafficPolicy": [targets(["Gateway", "ListenerSet"])],
  "gateway.envoyproxy.io/SecurityPolicy": [
    targets(["Gateway", "ListenerSet", "HTTPRoute", "GRPCRoute", "TCPRoute"]),
    mergeType,
  ],
};

function targets(kinds: readonly string[]): (subject: Subject) => Iterable<Problem> {
  return function* ({ spec, fail }) {
    const hint = "write targetRefs with group, kind and name";
    const fields = ["targetRef", "targetRefs", "targetSelectors"].filter((field) => has(spec, field));
    if (fields.length === 0) yield fail("policy-target", ["spec"], "the policy attaches to nothing", hint);
    if (fields.includes("targetRef") && fields.length > 1)
      yield fail("one-of", ["spec", "targetRef"], "targetRef excludes targetRefs and targetSelectors", hint);
    for (const [at, target] of targetsOf(spec)) {
      if ((get(target, "group") ?? GATEWAY_API) !== GATEWAY_API)
        yield fail("policy-target", [...at, "group"], `the group must be ${GATEWAY_API}`, hint);
      const kind = get(target, "kind");
      if (typeof kind === "string" && !kinds.includes(kind))
        yield fail(
          "policy-target",
          [...at, "kind"],
          "the policy cannot attach to this kind",
          `name one of: ${kinds.join(", ")}`,
        );
    }
  };
}

function targetsOf(spec: Value | undefined): [Path, Value][] {
  const single = get(spec, "targetRef");
  const several = ["targetRefs", "targetSelectors"].flatMap((field) =>
    list(get(spec, field)).map((target, index): [Path, Value] => [["spec", field, index], target]),
  );
  return single === undefined || single === null ? several : [[["spec", "targetRef"], single], ...several];
}

function* mergeType({ spec, fail }: Subject): Iterable<Problem> {
  if (!has(spec, "mergeType")) return;
  const onGateway = targetsOf(spec).some(([, target]) =>
    ["Gateway", "ListenerSet"].includes(scalarText(get(target, "kind"))),
  );
  if (!onGateway) return;
  const message = "mergeType is for policies of routes only";
  yield fail("excluded-field", ["spec", "mergeType"], message, "take it out");
}

function* upgrades({ spec, fail }: Subject): Iterable<Problem> {
  if (!has(spec, "requestBuffer") || list(get(spec, "httpUpgrade")).length === 0) return;
  const message = "requestBuffer and httpUpgrade exclude each other";
  yield fail("one-of", ["spec", "requestBuffer"], message, "take requestBuffer out: it also stops streams");
}
