import { isIP } from "node:net";
import type { Claims } from "../offers.ts";
import { listAt, textAt } from "../verify/json.ts";
import { type Kind, type Live, Unanswered } from "../verify/live.ts";
import { nameHint } from "../verify/silence.ts";
import type { ClusterVariables } from "./variables.ts";

type V = ClusterVariables;

const gateways: Kind = { apiVersion: "gateway.networking.k8s.io/v1", kind: "Gateway", plural: "gateways" };

/** For a name that DNS does not know yet, the address of its Gateway as the hint. Throws what it was given, or that. */
export async function withAddress(
  error: unknown,
  live: Live,
  v: V,
  { gateways: choices }: Claims["hostname"],
): Promise<never> {
  if (!(error instanceof Unanswered) || error.hint !== nameHint || v.route_kind === "Ingress") throw error;
  for (const choice of choices) {
    const name = choice === "internal" ? v.gateway_internal_name : v.gateway_external_name;
    const address = await addressOf(live, v.gateway_namespace, name);
    if (address === undefined) continue;
    const hint = `make its DNS record, as docs/handover.md has it; until then --resolve ${address} asks the Gateway ${name}`;
    throw new Unanswered(error.message, hint);
  }
  throw error;
}

/** Undefined where it has none, or nobody may look. */
async function addressOf(live: Live, namespace: string, name: string): Promise<string | undefined> {
  const found = await live.object(gateways, namespace, name).catch(() => undefined);
  const addresses = listAt(found, "status", "addresses").map((one) => textAt(one, "value"));
  return addresses.find((address) => isIP(address) !== 0);
}
