import type { Facts } from "../../app.ts";
import type { Peer } from "../../offers.ts";
import type { DragonflyVariables } from "./variables.ts";

/** Where the snapshots go, as a network policy sees it: pods of the cluster, or a host outside it. */
export interface StoreAddress {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  /** Undefined for a host outside the cluster. */
  readonly peer: Peer | undefined;
}

/**
 * The address of the object store that `dragonfly_s3_endpoint` names. Without a scheme it is plain HTTP when
 * the host is a Service of the cluster, and HTTPS otherwise.
 */
export function storeAddress(
  v: Pick<DragonflyVariables, "dragonfly_s3_endpoint">,
  facts: Facts,
): StoreAddress {
  const [, scheme, host = "", digits] =
    /^(?:(https?):\/\/)?([^:/]*)(?::([0-9]+))?(?:\/.*)?$/.exec(v.dragonfly_s3_endpoint) ?? [];
  const namespace = /^[^.]+\.([^.]+)\.svc(?:\.|$)/.exec(host)?.[1];
  const offer = facts.offer("object-store");
  const ours = offer?.host === host;
  const tls = scheme ? scheme === "https" : ours ? offer.tls : namespace === undefined;
  const port = digits ? Number(digits) : tls ? 443 : 80;
  return { host, port, tls, peer: ours ? offer.peer : namespace ? { namespace, podLabels: {} } : undefined };
}
