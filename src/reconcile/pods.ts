import type { KubeApi } from "../kubernetes/api.ts";
import { type Kind, kinds } from "../kubernetes/kinds.ts";
import { conditionOf, fieldOf, type KubeObject, listOf, textOf } from "../kubernetes/object.ts";

/** What keeps a pod from running. */
export interface PodTrouble {
  readonly pod: string;
  readonly namespace: string;
  /** Undefined where the pod as a whole is the matter, such as one that fits on no node. */
  readonly container?: string;
  readonly reason: string;
  readonly message: string;
  /** Which run of the container has something to say in its log. */
  readonly log?: "current" | "previous";
}

/** The first thing that keeps a pod from running, the root before what follows from it; undefined when it runs. */
export function podTrouble(pod: KubeObject): PodTrouble | undefined {
  const { name, namespace = "" } = pod.metadata;
  const of = { pod: name, namespace };
  const scheduled = conditionOf(pod, "PodScheduled");
  if (scheduled?.status === "False") {
    return { ...of, reason: scheduled.reason ?? "Unschedulable", message: scheduled.message ?? "" };
  }
  const containers = ["initContainerStatuses", "containerStatuses"].flatMap((list) =>
    listOf(pod.status, list),
  );
  const found = containers.map((status) => containerTrouble(status)).find((trouble) => trouble !== undefined);
  if (found) return { ...of, ...found };
  if (pod.status?.phase === "Failed")
    return {
      ...of,
      reason: textOf(pod.status, "reason") ?? "Failed",
      message: textOf(pod.status, "message") ?? "",
    };
  return undefined;
}

type ContainerTrouble = Omit<PodTrouble, "pod" | "namespace">;

const starting = new Set(["ContainerCreating", "PodInitializing"]);

function containerTrouble(status: unknown): ContainerTrouble | undefined {
  const container = textOf(status, "name") ?? "";
  const waiting = textOf(status, "state", "waiting", "reason");
  const last = fieldOf(status, "lastState", "terminated");
  if (waiting !== undefined && !starting.has(waiting)) {
    const message = textOf(status, "state", "waiting", "message") ?? "";
    const ended = last === undefined ? message : `${endOf(last)}${message === "" ? "" : `; ${message}`}`;
    const hasRun = last !== undefined;
    return { container, reason: waiting, message: ended, ...(hasRun && { log: "previous" as const }) };
  }
  const ended = fieldOf(status, "state", "terminated");
  if (ended !== undefined && fieldOf(ended, "exitCode") !== 0)
    return { container, reason: textOf(ended, "reason") ?? "Error", message: endOf(ended), log: "current" };
  const isRunning = fieldOf(status, "state", "running") !== undefined;
  if (!isRunning || fieldOf(status, "ready") === true) return undefined;
  const again = last === undefined ? "" : `; it ran before and ${endOf(last)}`;
  return { container, reason: "NotReady", message: `runs and is not ready${again}`, log: "current" };
}

function endOf(terminated: unknown): string {
  const reason = textOf(terminated, "reason") ?? "";
  const code = fieldOf(terminated, "exitCode");
  const told = textOf(terminated, "message");
  return `ended with ${typeof code === "number" ? code : "?"}${reason === "" ? "" : ` (${reason})`}${told ? `: ${told}` : ""}`;
}

/** The pods that an object runs, by the labels that its kind gives them. */
export async function podsOf(api: KubeApi, object: KubeObject): Promise<readonly KubeObject[]> {
  const { name, namespace = "" } = object.metadata;
  if (object.kind === "Pod") return [object];
  if (object.kind === "HelmRelease") return podsOfRelease(api, object);
  const labels = labelsOf(object) ?? (await ownLabels(object));
  if (labels === undefined || namespace === "" || name === "") return [];
  return (await api.list(kinds.pod, { namespace, labels })).items;
}

/** For kinds whose operators label pods in their own way. */
async function ownLabels({ apiVersion, kind, metadata: { name } }: KubeObject): Promise<string | undefined> {
  if (apiVersion.startsWith("postgresql.cnpg.io/") && kind === "Cluster") return `cnpg.io/cluster=${name}`;
  if (apiVersion.startsWith("dragonflydb.io/") && kind === "Dragonfly") return `app=${name}`;
  return undefined;
}

function labelsOf({ kind, spec, metadata: { name } }: KubeObject): string | undefined {
  if (kind === "Job") return `batch.kubernetes.io/job-name=${name}`;
  const wanted = fieldOf(spec, "selector", "matchLabels");
  if (typeof wanted !== "object" || wanted === null) return undefined;
  return Object.entries(wanted)
    .map(([key, value]) => `${key}=${String(value)}`)
    .join(",");
}

const workloads: readonly Kind[] = [kinds.deployment, kinds.statefulSet, kinds.daemonSet, kinds.job];

/** helm-controller labels what it installs with the release's name; pods get their workload's labels. */
async function podsOfRelease(api: KubeApi, { metadata, spec }: KubeObject): Promise<readonly KubeObject[]> {
  const namespace = textOf(spec, "targetNamespace") ?? metadata.namespace ?? "";
  const labels = `helm.toolkit.fluxcd.io/name=${metadata.name}`;
  const lists = await Promise.all(workloads.map((kind) => api.list(kind, { namespace, labels })));
  const found = lists.flatMap(({ items }) => items);
  if (found.length > 0) return (await Promise.all(found.map((workload) => podsOf(api, workload)))).flat();
  const release = textOf(spec, "releaseName") ?? metadata.name;
  return (await api.list(kinds.pod, { namespace, labels: `app.kubernetes.io/instance=${release}` })).items;
}
