import { get, list, mapping, text, type Value } from "../value.ts";

/** Servers that are no pods: the API server, and hosts outside of the cluster. */
export type Outside = "api-server" | { readonly host: string };

const ADDRESSES = /^to(CIDR|CIDRSet|Nodes|Services|Groups)$/;

/** True when a rule that names its targets may name this one. Addresses of hosts are not known, so any may be theirs. */
export function namesOutside(rule: Value, target: Outside): boolean {
  if (list(get(rule, "to")).some((peer) => get(peer, "ipBlock") !== undefined)) return true;
  if (Object.keys(mapping(rule)).some((field) => ADDRESSES.test(field))) return true;
  const entities = list(get(rule, "toEntities"));
  if (target === "api-server") return entities.length > 0;
  const isWorld = entities.some((name) => name === "world" || name === "all");
  return isWorld || list(get(rule, "toFQDNs")).some((entry) => fits(entry, target.host));
}

/** `*` stands for any characters but dots (docs.cilium.io, DNS based); `**.` at the start for any number of labels. */
function fits(entry: Value, host: string): boolean {
  const name = text(get(entry, "matchName"))?.toLowerCase();
  const pattern = text(get(entry, "matchPattern"))?.toLowerCase();
  if (pattern === undefined) return name === host;
  const source = pattern
    .split("*")
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
    .join("[-a-z0-9_]*");
  return pattern === "*" || pattern.startsWith("**") || new RegExp(`^${source}$`).test(host);
}
