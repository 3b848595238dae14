import { conditionOf, fieldOf, type KubeObject, type Ref, textOf } from "../kubernetes/object.ts";

/** Kinds of which health checks wait for something. */
export function mayWait({ kind }: Pick<Ref, "kind">): boolean {
  return /^(HelmRelease|Deployment|StatefulSet|DaemonSet|Job|Cluster|Database|Dragonfly|PersistentVolumeClaim)$/.test(
    kind,
  );
}

/** How kinds that have no condition Ready say that they are well. */
const own: Readonly<Record<string, (object: KubeObject) => boolean>> = {
  Job: (object) => conditionOf(object, "Complete")?.status === "True",
  PersistentVolumeClaim: ({ status }) => status?.phase === "Bound",
  Database: ({ status }) => status?.applied === true,
  Dragonfly: ({ status }) => textOf(status, "phase")?.toLowerCase() === "ready",
  Deployment: hasReplicas,
  StatefulSet: hasReplicas,
  DaemonSet: ({ status }) =>
    status !== undefined && fieldOf(status, "numberReady") === fieldOf(status, "desiredNumberScheduled"),
};

function hasReplicas({ spec, status }: KubeObject): boolean {
  return (fieldOf(status, "readyReplicas") ?? 0) === (fieldOf(spec, "replicas") ?? 1);
}

/** Whether an object is well, as far as it says so. */
export function isHealthy(object: KubeObject): boolean {
  const tells = own[object.kind];
  if (tells) return tells(object);
  // What nobody reports on, such as a ConfigMap, is never the matter by itself.
  if (object.status === undefined && !mayWait(object)) return true;
  return conditionOf(object, "Ready")?.status === "True";
}
