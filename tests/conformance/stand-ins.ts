import type { KubeClient } from "./kube-client.ts";
import { isKubeObject, type KubeObject } from "./kube-object.ts";
import { pathOf, type Resources } from "./kube-resources.ts";

interface StandIn {
  readonly apiVersion: string;
  readonly kind: string;
  status(object: KubeObject, now: string): Readonly<Record<string, unknown>>;
}

function ready({ metadata }: KubeObject, now: string) {
  const condition = {
    type: "Ready",
    status: "True",
    reason: "StandIn",
    message: "",
    lastTransitionTime: now,
  };
  return { conditions: [{ ...condition, observedGeneration: metadata.generation }] };
}

/** Controllers that cannot run here: each only says that all is well. */
const standIns: readonly StandIn[] = [
  {
    apiVersion: "helm.toolkit.fluxcd.io/v2",
    kind: "HelmRelease",
    status: (object, now) => ({ ...ready(object, now), observedGeneration: object.metadata.generation }),
  },
  {
    apiVersion: "batch/v1",
    kind: "Job",
    status: (_object, now) => ({
      startTime: now,
      completionTime: now,
      succeeded: 1,
      conditions: ["SuccessCriteriaMet", "Complete"].map((type) => ({ type, status: "True" })),
    }),
  },
  { apiVersion: "dragonflydb.io/v1alpha1", kind: "Dragonfly", status: () => ({ phase: "Ready" }) },
  {
    apiVersion: "postgresql.cnpg.io/v1",
    kind: "Cluster",
    status: (object, now) => {
      const { instances } = object.spec as { instances: number };
      return { ...ready(object, now), readyInstances: instances, phase: "Cluster in healthy state" };
    },
  },
  { apiVersion: "postgresql.cnpg.io/v1", kind: "Database", status: () => ({ applied: true }) },
];

/** The kinds whose controllers are stood in for. */
export const standInKinds = standIns.map(({ kind }) => kind);

/** Gives every object of these kinds that has no status yet the status of one that is ready. */
export async function actStandIns(ask: KubeClient, resources: Resources): Promise<void> {
  await Promise.all(standIns.map((standIn) => act(ask, resources, standIn)));
}

async function act(ask: KubeClient, resources: Resources, standIn: StandIn): Promise<void> {
  const { apiVersion, kind } = standIn;
  const list = resources.get(`${apiVersion}/${kind}`)?.path.split(" ").join("/");
  if (list === undefined) return;
  const { body } = await ask(list);
  const items = (body as { items?: readonly object[] }).items ?? [];
  const objects = items.map((item): unknown => ({ apiVersion, kind, ...item })).filter(isKubeObject);
  const waiting = objects.filter((object) => isUntold(object));
  await Promise.all(
    waiting.map((object) => {
      const status = standIn.status(object, new Date().toISOString().replace(/\.\d+/, ""));
      const type = "application/merge-patch+json";
      return ask(`${pathOf(resources, object)}/status`, { method: "PATCH", type, body: { status } });
    }),
  );
}

/** True for an object that nobody has told to be ready since it last changed. */
function isUntold({ kind, metadata, status }: KubeObject): boolean {
  if (kind !== "HelmRelease") return Object.keys(status ?? {}).length === 0;
  return (status as { observedGeneration?: number } | undefined)?.observedGeneration !== metadata.generation;
}
