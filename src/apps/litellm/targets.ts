import { isIP } from "node:net";
import { portOf } from "../../cluster/offers.ts";
import type { Flow } from "../../network.ts";

/**
 * The traffic that calls to these URLs need, each once: Services of the cluster by namespace, everything else by
 * host or address. `namespaces` are those that may stand in a short name such as `name.namespace`; a bare name is a
 * Service of the first.
 */
export function flowsTo(urls: readonly string[], namespaces: readonly string[]): Flow[] {
  const flows = urls.map((url): Flow => {
    return { peer: targetOf(new URL(url).hostname, namespaces), ports: [portOf(url)] };
  });
  const distinct = new Map(flows.map((flow) => [JSON.stringify(flow), flow]));
  return [...distinct.keys()].sort().flatMap((key) => distinct.get(key) ?? []);
}

/** A URL puts IPv6 addresses in brackets. */
function targetOf(hostname: string, namespaces: readonly string[]): Flow["peer"] {
  const host = hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  const version = isIP(host);
  if (version !== 0) return { cidr: `${host}/${version === 4 ? 32 : 128}` };
  const namespace = namespaceOf(host, namespaces);
  return namespace === undefined ? { host } : { namespace, podLabels: {} };
}

/** `name`, `name.namespace`, `name.namespace.svc` and longer forms are Services. */
function namespaceOf(host: string, namespaces: readonly string[]): string | undefined {
  const [, namespace, svc] = host.split(".");
  if (namespace === undefined) return namespaces[0];
  if (svc === "svc") return namespace;
  return svc === undefined && namespaces.includes(namespace) ? namespace : undefined;
}
