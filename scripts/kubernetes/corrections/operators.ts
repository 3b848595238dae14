import type { Corrections } from "../correct.ts";
import { boolean, fields, string } from "../words.ts";

const zero = { minimum: 0 };
const limits = {
  "spec.keepDroppedTargets": zero,
  "spec.labelLimit": zero,
  "spec.labelNameLengthLimit": zero,
  "spec.labelValueLengthLimit": zero,
  "spec.nativeHistogramBucketLimit": zero,
  "spec.sampleLimit": zero,
  "spec.targetLimit": zero,
};
const url = { pattern: "^(http|https)://.+$" };
const seconds = { type: "integer", format: "int32", minimum: 1 };
const byName = { "x-kubernetes-list-map-keys": ["name"] };

/** CloudNativePG 1.30 against the packages' 1.29, and what the types of prometheus-operator lose. */
export const operators: Corrections = {
  "postgresql.cnpg.io/v1/Cluster": {
    spec: {
      properties: {
        description: string,
        primaryLease: fields({
          leaseDurationSeconds: seconds,
          releasedLeaseDurationSeconds: seconds,
          renewDeadlineSeconds: seconds,
          retryPeriodSeconds: seconds,
        }),
      },
    },
    "spec.instances": { default: 1, maximum: 2147483647 },
    "spec.backup.barmanObjectStore.data.compression": { enum: ["bzip2", "gzip", "lz4", "snappy"] },
    "spec.postgresql.extensions": byName,
    "spec.postgresql.extensions[].env": byName,
    "spec.postgresql.extensions[].name": { maxLength: 59 },
    "spec.podSelectorRefs": byName,
    "spec.postgresql.synchronous.number": { minimum: 1 },
    "spec.imageCatalogRef.kind": { enum: ["ImageCatalog", "ClusterImageCatalog"] },
  },
  "postgresql.cnpg.io/v1/Pooler": {
    "spec.monitoring": { properties: { tls: fields({ enabled: boolean }) } },
    "spec.pgbouncer": {
      properties: {
        image: string,
        imageCatalogRef: fields({ apiGroup: string, "key!": string, "kind!": string, "name!": string }),
      },
    },
  },
  "monitoring.coreos.com/v1/PodMonitor": {
    ...limits,
    "spec.podMetricsEndpoints[].oauth2.tokenUrl": url,
    "spec.podMetricsEndpoints[].relabelings[].modulus": zero,
  },
  "monitoring.coreos.com/v1/ServiceMonitor": limits,
  "monitoring.coreos.com/v1/PrometheusRule": {
    "spec.groups": { "x-kubernetes-list-map-keys": ["name"] },
  },
  "cilium.io/v2/CiliumNetworkPolicy": {
    spec: { properties: { description: string } },
    "spec.egress[].toPorts[].ports[]": { required: ["port"] },
    "spec.egress[].toPorts[].ports[].protocol": { enum: ["TCP", "UDP", "SCTP", "ANY"] },
    "spec.egress[].toPorts[].serverNames": { "x-kubernetes-list-type": "set" },
  },
};
