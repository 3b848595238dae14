import type { Corrections } from "../correct.ts";

const by = (...keys: string[]) => ({ "x-kubernetes-list-map-keys": keys });
const zero = { minimum: 0 };
const port = { minimum: 1, maximum: 65535 };
/** How the API server merges lists (a key that stands twice fails server-side apply), and the range of ports. */
export const core: Corrections = {
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
