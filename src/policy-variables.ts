import type { Derivation, Facts } from "./app.ts";
import { type CiliumRules, ciliumRules, type Flows, type PlainRules, plainRules } from "./network.ts";

type FlowsOf<V> = (v: V, facts: Facts) => Flows;

/** A variable with the rules of a NetworkPolicy for these flows; `whose` is as in "LiteLLM's". */
export function plainPolicy<V extends { readonly network_policies_with_cilium: boolean }>(
  whose: string,
  flows: FlowsOf<V>,
): Derivation<V, PlainRules> {
  return {
    type: "object",
    description: `Rules of ${whose} NetworkPolicy.`,
    setInstead: "network_policies_enabled and network_policies_mode",
    of: (v, facts) => plainRules(flows(v, facts), v.network_policies_with_cilium),
  };
}

/** A variable with the rules of a CiliumNetworkPolicy for these flows. */
export function ciliumPolicy<V>(whose: string, flows: FlowsOf<V>): Derivation<V, CiliumRules> {
  return {
    type: "object",
    description: `Rules of ${whose} CiliumNetworkPolicy.`,
    setInstead: "network_policies_enabled and network_policies_cilium",
    of: (v, facts) => ciliumRules(flows(v, facts)),
  };
}
