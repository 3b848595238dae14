import { connect as connectTcp } from "node:net";
import type { Duplex } from "node:stream";
import { isKubeError, type KubeApi } from "../kubernetes/api.ts";
import type { Forward } from "../kubernetes/forward.ts";
import { kinds, refTo } from "../kubernetes/kinds.ts";
import { conditionOf, type KubeObject } from "../kubernetes/object.ts";
import type { Peer } from "../offers.ts";
import { type LiveObject, Unanswered } from "./live.ts";
import { noCluster, type Reads, type Ways } from "./open-live.ts";

/** What is needed of a connection to a cluster. */
export interface Cluster {
  readonly api: Pick<KubeApi, "get" | "list">;
  readonly forward: Forward;
}

/** Reads of the API server, with refusals in words. */
export function readsOf({ api }: Cluster): Reads {
  return {
    object: (kind, namespace, name) =>
      api
        .get(refTo(kind, name, namespace))
        .then((found) => found as LiveObject | undefined)
        .catch(refused(`read ${kind.kind} ${namespace}/${name}`)),
    objects: (kind, namespace) =>
      api
        .list(kind, { namespace })
        .then(({ items }) => items as readonly LiveObject[])
        .catch(refused(`list ${kind.plural} in ${namespace}`)),
  };
}

/** Leads to pods through the API server, and straight to hosts outside of the cluster. */
export function dialOver(cluster: Cluster | undefined): Ways["dial"] {
  return async ({ name, peer, port }) => {
    if ("podLabels" in peer) return toPod(cluster ?? noCluster(), name, peer, port);
    if ("host" in peer) return toHost(name, peer.host, port);
    throw new Unanswered(`${name} is known by its addresses only`, "nothing can be asked of it here", true);
  };
}

async function toPod({ api, forward }: Cluster, name: string, peer: Peer, port: number): Promise<Duplex> {
  const { namespace, podLabels } = peer;
  const labels = Object.entries(podLabels)
    .map(([key, value]) => `${key}=${value}`)
    .join(",");
  const { items } = await api
    .list(kinds.pod, { namespace, labels })
    .catch(refused(`list pods in ${namespace}`));
  const pod = items.find((one) => conditionOf(one, "Ready")?.status === "True");
  if (!pod)
    throw new Unanswered(noPod(name, namespace, items), "clusterloom reconcile tells what it waits for");
  return forward(namespace, pod.metadata.name, port).catch(refused(`forward a port to pods in ${namespace}`));
}

function noPod(name: string, namespace: string, pods: readonly KubeObject[]): string {
  return pods.length === 0 ? `${name} has no pod in ${namespace}` : `no pod of ${name} is ready`;
}

function toHost(name: string, host: string, port: number): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const socket = connectTcp({ host, port, timeout: 10_000 }, () => resolve(socket.setTimeout(0)));
    const fail = (why: string) =>
      reject(
        new Unanswered(`${name} does not answer at ${host}:${port} (${why})`, "see whether it runs, and DNS"),
      );
    socket.on("timeout", () => socket.destroy(new Error("no answer within 10 seconds")));
    socket.on("error", (error: NodeJS.ErrnoException) => fail(error.code ?? error.message));
  });
}

/** A right that is missing says nothing about the platform. */
function refused(what: string): (error: unknown) => never {
  return (error) => {
    if (!isKubeError(error)) throw error;
    if (error.reason === "forbidden")
      throw new Unanswered(`you may not ${what}`, "ask for that right, or try --via route", true);
    throw new Unanswered(
      `the API server failed to ${what}: ${error.message}`,
      "try kubectl with the same context",
    );
  };
}
