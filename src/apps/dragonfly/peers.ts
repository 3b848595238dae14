import type { Facts } from "../../app.ts";
import type { Peer } from "../../offers.ts";
import { placedTenants } from "./tenants.ts";
import type { DragonflyVariables } from "./variables.ts";

/** The pods that sign in, each once: those of the tenants, and whole namespaces that a setting names. */
export function clientPeers(v: DragonflyVariables, facts: Facts): Peer[] {
  const tenants = placedTenants(v, facts).flatMap((tenant) => tenant.peers);
  const namespaces = v.dragonfly_client_namespaces.map((namespace) => ({ namespace, podLabels: {} }));
  const byText = new Map([...tenants, ...namespaces].map((peer) => [JSON.stringify(peer), peer]));
  return [...byText.keys()].sort().flatMap((text) => byText.get(text) ?? []);
}
