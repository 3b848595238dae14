import type { Corrections } from "../correct.ts";
import { LABEL, NAME, QUALIFIED } from "../words.ts";

const by = (...keys: string[]) => ({ "x-kubernetes-list-map-keys": keys });
const zero = { minimum: 0 };
const port = { minimum: 1, maximum: 65535 };
const maybeLabel = { maxLength: 63, pattern: `^$|${LABEL}` };
const maybeName = { maxLength: 253, pattern: `^$|${NAME}` };
const domain = { pattern: QUALIFIED };
const waiting = { "spec.minReadySeconds": zero };
const needsSpec = { "": { required: ["spec"] } };
const remembering = { "spec.revisionHistoryLimit": zero };

/** How the API server merges lists (a key that stands twice fails server-side apply), and what it says of values. */
export const core: Corrections = {
  "apps/v1/DaemonSet": { ...needsSpec, ...waiting, ...remembering },
  "apps/v1/Deployment": {
    ...needsSpec,
    ...waiting,
    ...remembering,
    "spec.template": { required: ["spec"] },
    "spec.replicas": zero,
    "spec.progressDeadlineSeconds": zero,
  },
  "apps/v1/StatefulSet": {
    ...needsSpec,
    ...waiting,
    "spec.ordinals.start": zero,
    "spec.persistentVolumeClaimRetentionPolicy.whenDeleted": { enum: ["Delete", "Retain"] },
    "spec.persistentVolumeClaimRetentionPolicy.whenScaled": { enum: ["Delete", "Retain"] },
    "spec.replicas": zero,
    "spec.serviceName": maybeLabel,
    "spec.updateStrategy.rollingUpdate.partition": zero,
  },
  "autoscaling/v2/HorizontalPodAutoscaler": {
    "spec.minReplicas": { minimum: 1 },
    "spec.maxReplicas": { minimum: 1 },
    "spec.scaleTargetRef.kind": { minLength: 1 },
    "spec.metrics[].type": { enum: ["ContainerResource", "External", "Object", "Pods", "Resource"] },
    "spec.metrics[].resource.target.averageUtilization": { minimum: 1 },
    "spec.behavior.scaleDown.stabilizationWindowSeconds": { minimum: 0, maximum: 3600 },
    "spec.behavior.scaleDown.policies[].type": { enum: ["Percent", "Pods"] },
    "spec.behavior.scaleDown.policies[].value": { minimum: 1 },
    "spec.behavior.scaleDown.policies[].periodSeconds": { minimum: 1, maximum: 1800 },
  },
  "batch/v1/CronJob": {
    "spec.failedJobsHistoryLimit": zero,
    "spec.startingDeadlineSeconds": zero,
    "spec.successfulJobsHistoryLimit": zero,
  },
  "batch/v1/Job": {
    "spec.activeDeadlineSeconds": zero,
    "spec.backoffLimit": zero,
    "spec.completions": zero,
    "spec.parallelism": zero,
    "spec.ttlSecondsAfterFinished": zero,
  },
  "networking.k8s.io/v1/Ingress": {
    "spec.ingressClassName": { minLength: 1, maxLength: 253, pattern: NAME },
    "spec.defaultBackend.service.port.number": { minimum: 0, maximum: 65535 },
    "spec.defaultBackend.service.name": { minLength: 1, maxLength: 63, pattern: LABEL },
    "spec.tls[].secretName": maybeName,
  },
  "networking.k8s.io/v1/IngressClass": { ...needsSpec, spec: { required: ["controller"] } },
  "networking.k8s.io/v1/NetworkPolicy": { "spec.policyTypes": { maxItems: 2 } },
  "scheduling.k8s.io/v1/PriorityClass": {
    "": { properties: { description: { type: "string" } } },
    value: { maximum: 1_000_000_000 },
  },
  "storage.k8s.io/v1/StorageClass": {
    provisioner: { minLength: 1 },
    reclaimPolicy: { enum: ["Delete", "Retain"] },
  },
  "v1/ConfigMap": { data: { additionalProperties: { type: "string" } } },
  "v1/PersistentVolume": { ...needsSpec, spec: { required: ["accessModes", "capacity"] } },
  "v1/PersistentVolumeClaim": { "spec.storageClassName": maybeName },
  "v1/Service": {
    "spec.externalName": { pattern: `^$|${NAME.replace(/\$$/, "\\.?$")}` },
    "spec.loadBalancerClass": domain,
    "spec.ports": by("port", "protocol"),
    "spec.ports[].appProtocol": domain,
    "spec.ports[].name": maybeLabel,
    "spec.ports[].nodePort": { minimum: 0, maximum: 65535 },
    "spec.ports[].port": port,
    "spec.ports[].protocol": { default: "TCP" },
    "spec.sessionAffinityConfig.clientIP.timeoutSeconds": { minimum: 1, maximum: 86400 },
    "spec.trafficDistribution": { enum: ["PreferClose", "PreferSameNode", "PreferSameZone"] },
  },
  "v1/ServiceAccount": { secrets: by("name") },
};
