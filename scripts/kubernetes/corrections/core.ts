import type { Corrections } from "../correct.ts";

const by = (...keys: string[]) => ({ "x-kubernetes-list-map-keys": keys });
const zero = { minimum: 0 };
const id = { minimum: 0, maximum: 2147483647 };
const port = { minimum: 1, maximum: 65535 };
const named = { required: ["key", "name"] };
const container = {
  env: by("name"),
  ports: by("containerPort", "protocol"),
  "ports[].protocol": { default: "TCP" },
  "ports[].containerPort": port,
  volumeMounts: by("mountPath"),
  volumeDevices: by("devicePath"),
};

/** Under `at`, each correction of a container. */
function prefixed(at: string, parts: Corrections[string]): Corrections[string] {
  return Object.fromEntries(Object.entries(parts).map(([path, schema]) => [`${at}.${path}`, schema]));
}

/** How the API server merges lists (a key that stands twice fails server-side apply), and the range of ports. */
export const core: Corrections = {
  "v1/Pod": {
    "spec.containers": by("name"),
    "spec.initContainers": by("name"),
    "spec.volumes": by("name"),
    "spec.imagePullSecrets": by("name"),
    "spec.topologySpreadConstraints": by("topologyKey", "whenUnsatisfiable"),
    ...prefixed("spec.containers[]", container),
    "spec.activeDeadlineSeconds": zero,
    "spec.terminationGracePeriodSeconds": zero,
    "spec.securityContext.fsGroup": id,
    "spec.securityContext.runAsGroup": id,
    "spec.securityContext.runAsUser": id,
    "spec.containers[].securityContext.runAsGroup": id,
    "spec.containers[].securityContext.runAsUser": id,
    "spec.containers[].env[].valueFrom.secretKeyRef": named,
    "spec.containers[].env[].valueFrom.configMapKeyRef": named,
    "spec.containers[].env[].valueFrom.secretKeyRef.name": { minLength: 1 },
    "spec.containers[].env[].valueFrom.configMapKeyRef.name": { minLength: 1 },
    "spec.containers[].livenessProbe.periodSeconds": { minimum: 1 },
    "spec.containers[].livenessProbe.timeoutSeconds": { minimum: 1 },
    "spec.containers[].livenessProbe.failureThreshold": { minimum: 1 },
  },
  "apps/v1/Deployment": { "spec.replicas": zero, "spec.revisionHistoryLimit": zero },
  "apps/v1/StatefulSet": { "spec.replicas": zero },
  "batch/v1/Job": {
    "spec.activeDeadlineSeconds": zero,
    "spec.backoffLimit": zero,
    "spec.completions": zero,
    "spec.parallelism": zero,
    "spec.ttlSecondsAfterFinished": zero,
  },
  "networking.k8s.io/v1/NetworkPolicy": { "spec.policyTypes": { maxItems: 2 } },
  "v1/Service": {
    "spec.ports": by("port", "protocol"),
    "spec.ports[].protocol": { default: "TCP" },
    "spec.ports[].port": port,
  },
  "scheduling.k8s.io/v1/PriorityClass": { "": { properties: { description: { type: "string" } } } },
  "v1/ServiceAccount": { secrets: by("name") },
  "v1/ConfigMap": { data: { additionalProperties: { type: "string" } } },
};
