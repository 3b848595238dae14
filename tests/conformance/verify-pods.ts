import assert from "node:assert/strict";
import type { Certificate } from "./certificate.ts";
import type { Later } from "./cleanup.ts";
import { type KubeClient, reasonOf } from "./kube-client.ts";
import { startKubelet } from "./kubelet.ts";

/** A pod in front of one of the rig's servers. */
export interface Pod {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly port: number;
  /** The rig's name of the server. */
  readonly place: string;
}

const database = (cluster: string) => ({ "cnpg.io/cluster": cluster, "cnpg.io/instanceRole": "primary" });

/** Labels as charts and operators set them, written down once more: what selects them must not make them. */
export const pods: readonly Pod[] = [
  {
    namespace: "ai-system",
    name: "litellm-0",
    labels: { "app.kubernetes.io/name": "litellm" },
    port: 4000,
    place: "LiteLLM",
  },
  {
    namespace: "ai-system",
    name: "open-webui-0",
    labels: { "app.kubernetes.io/instance": "open-webui" },
    port: 8080,
    place: "Open WebUI",
  },
  {
    namespace: "cache",
    name: "dragonfly-0",
    labels: { app: "dragonfly", "app.kubernetes.io/name": "dragonfly" },
    port: 6379,
    place: "Dragonfly",
  },
  {
    namespace: "ai-system",
    name: "litellm-postgresql-1",
    labels: database("litellm-postgresql"),
    port: 5432,
    place: "LiteLLM's database",
  },
  {
    namespace: "ai-system",
    name: "open-webui-postgresql-1",
    labels: database("open-webui-postgresql"),
    port: 5432,
    place: "Open WebUI's database",
  },
];

/**
 * Makes the pods as a scheduler and a kubelet would, on a node whose kubelet leads to where `portOf` says. Gives the
 * names of pods that lead nowhere, for a test to add to.
 */
export async function startPods(
  ask: KubeClient,
  pods: readonly Pod[],
  certificate: Certificate,
  portOf: (pod: Pod) => number | undefined,
  later: Later,
): Promise<Set<string>> {
  const dead = new Set<string>();
  const kubelet = await startKubelet(certificate, (namespace, name, port) => {
    const pod = pods.find((one) => one.namespace === namespace && one.name === name && one.port === port);
    return pod && !dead.has(pod.name) ? portOf(pod) : undefined;
  });
  later(kubelet.stop);
  for (const namespace of new Set(pods.map((pod) => pod.namespace)))
    await post(ask, "/api/v1/namespaces", { metadata: { name: namespace } });
  const node = {
    addresses: [{ type: "InternalIP", address: "127.0.0.1" }],
    daemonEndpoints: { kubeletEndpoint: { Port: kubelet.port } },
  };
  await post(ask, "/api/v1/nodes", { metadata: { name: "node" } }, node);
  for (const { namespace, name, labels } of pods) {
    const spec = { nodeName: "node", containers: [{ name: "app", image: "app" }] };
    const ready = { phase: "Running", conditions: [{ type: "Ready", status: "True" }] };
    await post(ask, `/api/v1/namespaces/${namespace}/pods`, { metadata: { name, labels }, spec }, ready);
  }
  return dead;
}

const conflict = 409;

const kinds: Readonly<Record<string, string>> = {
  namespaces: "v1/Namespace",
  nodes: "v1/Node",
  pods: "v1/Pod",
  clusters: "postgresql.cnpg.io/v1/Cluster",
  backups: "postgresql.cnpg.io/v1/Backup",
  servicemonitors: "monitoring.coreos.com/v1/ServiceMonitor",
};

/** Makes an object of one of these kinds, and says its status; one that is there already stays. */
export async function post(
  ask: KubeClient,
  path: string,
  object: {
    readonly metadata: { readonly name: string; readonly labels?: object };
    readonly spec?: object | undefined;
  },
  status?: unknown,
): Promise<void> {
  const [, apiVersion, kind] = /^(.*)\/([^/]+)$/.exec(kinds[path.split("/").at(-1) ?? ""] ?? "") ?? [];
  const made = await ask(path, { method: "POST", body: { apiVersion, kind, ...object } });
  assert.ok(made.status < 300 || made.status === conflict, `${path}: ${reasonOf(made)}`);
  if (status === undefined) return;
  const to = `${path}/${object.metadata.name}/status`;
  const told = await ask(to, { method: "PATCH", type: "application/merge-patch+json", body: { status } });
  assert.ok(told.status < 300, `${to}: ${reasonOf(told)}`);
}
