import type { Schema } from "../schema/schema.ts";
import { pod, shapeOf, withDefinitions } from "./shape.ts";

const image = { repository: "", pullPolicy: "", tag: "" };
const named = { nameOverride: "", fullnameOverride: "", namespaceOverride: "" };
const cnpgPod = {
  ...{ hostNetwork: false, dnsPolicy: "", updateStrategy: {}, priorityClassName: "", imagePullSecrets: [] },
  ...{ resources: {}, nodeSelector: {}, topologySpreadConstraints: [], tolerations: [], affinity: {} },
  ...{ commonAnnotations: {}, podAnnotations: {}, podLabels: {}, additionalArgs: [], additionalEnv: [] },
  ...{ containerSecurityContext: {}, podSecurityContext: {} },
};
const cnpgDefinitions: Readonly<Record<string, Schema>> = {
  additionalArgs: pod.strings,
  additionalEnv: pod.env,
  affinity: pod.affinity,
  commonAnnotations: pod.labels,
  containerSecurityContext: pod.security,
  imagePullSecrets: pod.pullSecrets,
  nodeSelector: pod.nodeSelector,
  podAnnotations: pod.labels,
  podLabels: pod.labels,
  podSecurityContext: pod.podSecurity,
  resources: pod.resources,
  tolerations: pod.tolerations,
  topologySpreadConstraints: pod.topologySpread,
};

/** cloudnative-pg 0.29.0. */
export function cloudnativePg(): Schema {
  const webhook = { create: true, failurePolicy: "" };
  const dashboard = {
    ...{ create: true, namespace: "", configMapName: "", sidecarLabel: "", sidecarLabelValue: "" },
    ...{ labels: {}, annotations: {} },
  };
  const shape = shapeOf({
    ...{ ...named, ...cnpgPod, replicaCount: 1, image, crds: { create: true } },
    webhook: {
      ...{ port: 1, mutating: webhook, validating: webhook },
      ...{ livenessProbe: {}, readinessProbe: {}, startupProbe: {} },
    },
    config: {
      ...{ create: true, name: "", secret: false, clusterWide: true, data: {}, maxConcurrentReconciles: 1 },
    },
    serviceAccount: { create: true, name: "" },
    rbac: { create: true, aggregateClusterRoles: false },
    service: { type: "", name: "", port: 1, ipFamilyPolicy: "", ipFamilies: [] },
    monitoring: {
      ...{ podMonitorEnabled: false, podMonitorMetricRelabelings: [], podMonitorRelabelings: [] },
      ...{ podMonitorAdditionalLabels: {}, grafanaDashboard: dashboard },
    },
    monitoringQueriesConfigMap: { name: "", queries: "" },
  });
  return withDefinitions(shape, { ...cnpgDefinitions, "config.data": pod.labels });
}

/** plugin-barman-cloud 0.7.0. */
export function barmanCloud(): Schema {
  const shape = shapeOf({
    ...{ ...named, ...cnpgPod, replicaCount: 1, image: { ...image, registry: "" } },
    ...{ sidecarImage: { registry: "", repository: "", tag: "" }, crds: { create: true } },
    ...{ serviceAccount: { create: true, name: "" }, rbac: { create: true, cnpgGroup: "" } },
    ...{ service: { name: "", port: 1, ipFamilyPolicy: "", ipFamilies: [] } },
    certificate: {
      ...{ createClientCertificate: true, createServerCertificate: true, createIssuer: true },
      ...{ issuerName: "", duration: "", renewBefore: "" },
    },
  });
  return withDefinitions(shape, cnpgDefinitions);
}

/** dragonfly-operator 1.6.1. */
export function dragonflyOperator(): Schema {
  const shape = shapeOf({
    ...{ ...named, replicaCount: 1, crds: { install: true, keep: true }, dragonflyImage: "" },
    ...{ additionalLabels: {}, createAggregateRoles: true, podAnnotations: {}, podLabels: {} },
    ...{ deploymentAnnotations: {}, deploymentLabels: {}, podSecurityContext: {}, imagePullSecrets: [] },
    ...{ terminationGracePeriodSeconds: 10 },
    serviceAccount: { create: true, automount: true, annotations: {}, name: "" },
    service: { annotations: {}, type: "", port: 1, metricsPort: 1 },
    rbacProxy: { enabled: true, image, extraArgs: null, resources: {}, securityContext: {} },
    manager: {
      ...{ image, extraArgs: null, resources: {}, livenessProbe: {}, readinessProbe: {} },
      ...{ securityContext: {}, priorityClassName: "", nodeSelector: {}, tolerations: [] },
      ...{ topologySpreadConstraints: [], affinity: {} },
    },
    serviceMonitor: {
      ...{ enabled: false, interval: "", path: "", labels: {}, timeout: "", relabelings: [] },
      metricRelabelings: [],
      rbacProxyMetricsReader: { create: false, serviceAccountName: "", serviceAccountNamespace: "" },
    },
    grafanaDashboard: {
      ...{ enabled: false, folder: "", labels: { name: "" }, annotations: { name: "" } },
      grafanaOperator: { enabled: false, allowCrossNamespaceImport: true, matchLabels: {} },
    },
  });
  return withDefinitions(shape, {
    podSecurityContext: pod.podSecurity,
    "manager.affinity": pod.affinity,
    "manager.livenessProbe": pod.probe,
    "manager.nodeSelector": pod.nodeSelector,
    "manager.readinessProbe": pod.probe,
    "manager.resources": pod.resources,
    "manager.securityContext": pod.security,
    "manager.tolerations": pod.tolerations,
    "manager.topologySpreadConstraints": pod.topologySpread,
    "rbacProxy.resources": pod.resources,
    "rbacProxy.securityContext": pod.security,
  });
}
