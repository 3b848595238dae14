import type { OutsideHost } from "../network.ts";
import type { Offers } from "../offers.ts";
import type { Place, ServicePeer } from "../verify/live.ts";

/** Where `verify` finds a host of cluster.yaml: behind a Service by its whole name, else where its name leads to. */
export function dialledPeer(host: string): ServicePeer | OutsideHost {
  const [, service, namespace] = /^([^.]+)\.([^.]+)\.svc(?:\.|$)/.exec(host) ?? [];
  return service !== undefined && namespace !== undefined ? { namespace, service } : { host };
}

/** The cache, whoever runs it. */
export function cachePlace({ host, port, peer, shared }: Offers["cache"]): Place {
  if (!shared) return { name: "Dragonfly", peer: "podLabels" in peer ? peer : dialledPeer(host), port };
  const place = { name: "the external Redis", peer: dialledPeer(host), port };
  return shared.tls ? { ...place, tlsName: host } : place;
}
