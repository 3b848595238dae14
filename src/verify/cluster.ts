import { connect as connectTcp } from "node:net";
import type { Duplex } from "node:stream";
import { isKubeError, type KubeApi } from "../kubernetes/api.ts";
import type { Forward } from "../kubernetes/forward.ts";
import { kinds, refTo } from "../kubernetes/kinds.ts";
import { conditionOf, type KubeObject } from "../kubernetes/object.ts";
import { at, listAt, textAt } from "./json.ts";
import { type LiveObject, type ServicePeer, Unanswered } from "./live.ts";
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
    if ("host" in peer) return toHost(name, peer.host, port);
    const target = "service" in peer ? await behind(cluster ?? noCluster(), name, peer, port) : peer;
    if ("host" in target) return toHost(name, target.host, port);
    return toPod(cluster ?? noCluster(), name, { port, ...target });
  };
}

/** Pods, and their port, which may have a name. */
interface Pods {
  readonly namespace: string;
  readonly podLabels: Readonly<Record<string, string>>;
  readonly port: number | string;
}

/** What a Service leads to: the pods that it selects, at the port that these have for it, or a name outside. */
async function behind(
  { api }: Cluster,
  name: string,
  { namespace, service }: ServicePeer,
  port: number,
): Promise<Pods | { readonly host: string }> {
  const where = `Service ${namespace}/${service}`;
  const found = await api.get(refTo(kinds.service, service, namespace)).catch(refused(`read ${where}`));
  if (!found) throw new Unanswered(`the ${where} of ${name} is not there`, "see the host in cluster.yaml");
  const host = textAt(found, "spec", "externalName");
  if (host !== "") return { host };
  const podLabels = at(found, "spec", "selector") as Pods["podLabels"] | undefined;
  const entry = listAt(found, "spec", "ports").find((one) => at(one, "port") === port);
  if (!entry)
    throw new Unanswered(`the ${where} of ${name} has no port ${port}`, "see the port in cluster.yaml");
  if (!podLabels || Object.keys(podLabels).length === 0)
    throw new Unanswered(
      `the ${where} selects no pods that could be reached from here`,
      "ask it from a pod",
      true,
    );
  const to = at(entry, "targetPort");
  return { namespace, podLabels, port: typeof to === "number" || typeof to === "string" ? to : port };
}

async function toPod({ api, forward }: Cluster, name: string, pods: Pods): Promise<Duplex> {
  const { namespace, podLabels, port } = pods;
  const labels = Object.entries(podLabels)
    .map(([key, value]) => `${key}=${value}`)
    .join(",");
  const { items } = await api
    .list(kinds.pod, { namespace, labels })
    .catch(refused(`list pods in ${namespace}`));
  const pod = items.find((one) => conditionOf(one, "Ready")?.status === "True");
  if (!pod)
    throw new Unanswered(noPod(name, namespace, items), "clusterloom reconcile tells what it waits for");
  const number = typeof port === "number" ? port : portNamed(pod, port);
  return forward(namespace, pod.metadata.name, number).catch(
    refused(`forward a port to pods in ${namespace}`),
  );
}

/** A port that a container gives a name; 0, where nothing listens, when none does. */
function portNamed(pod: KubeObject, name: string): number {
  const ports = listAt(pod, "spec", "containers").flatMap((container) => listAt(container, "ports"));
  return Number(
    at(
      ports.find((one) => at(one, "name") === name),
      "containerPort",
    ) ?? 0,
  );
}

function noPod(name: string, namespace: string, pods: readonly KubeObject[]): string {
  return pods.length === 0 ? `${name} has no pod in ${namespace}` : `no pod of ${name} is ready`;
}

function toHost(name: string, host: string, port: number): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const socket = connectTcp({ host, port, timeout: 10_000 }, () => resolve(socket.setTimeout(0)));
    socket.on("timeout", () => socket.destroy(new Error("no answer within 10 seconds")));
    socket.on("error", ({ code, message }: NodeJS.ErrnoException) => {
      const isElsewhere = code !== undefined && elsewhere.has(code);
      const hint = isElsewhere
        ? "it may be a name or network of the cluster's: run verify there"
        : "see whether it runs, and which networks it lets in";
      reject(
        new Unanswered(`${name} does not answer at ${host}:${port} (${code ?? message})`, hint, isElsewhere),
      );
    });
  });
}

/** Failures that are of this machine's DNS and network, and say nothing about the platform. */
const elsewhere: ReadonlySet<string> = new Set(["ENOTFOUND", "EAI_AGAIN", "ENETUNREACH"]);

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
