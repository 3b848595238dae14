import type { Schema } from "../schema/schema.ts";
import { container, containerOptions } from "./app-template-container.ts";
import { persistence, volumeClaim } from "./app-template-persistence.ts";
import {
  closed,
  each,
  either,
  free,
  integer,
  labels,
  list,
  oneOf,
  ref,
  string,
  text,
  truth,
} from "./words.ts";

/** What every object of the chart can say of itself. */
const object = {
  annotations: labels,
  enabled: truth,
  forceRename: string,
  labels,
  prefix: string,
  suffix: string,
};

/**
 * The values of bjw-s app-template 4 and 5 (charts/library/common/schemas). What the chart hands on unread, and the
 * objects that only 5.x knows, are open.
 */
export function appTemplate(): Schema {
  return closed({
    global: closed({
      alwaysAppendIdentifierToResourceName: truth,
      annotations: labels,
      createDefaultServiceAccount: truth,
      fullnameOverride: string,
      labels,
      nameOverride: string,
      propagateGlobalMetadataToPods: truth,
      templateEvaluation: free,
    }),
    ciliumnetworkpolicies: each(free),
    configMaps: each(closed({ ...object, binaryData: labels, data: text, includeInChecksum: truth })),
    controllers: each(controller),
    defaultPodOptions: pod,
    defaultPodOptionsStrategy: oneOf("overwrite", "merge"),
    enabled: truth,
    ingress: each(
      closed({ ...object, className: string, defaultBackend: free, hosts: list(free), tls: list(free) }),
    ),
    listenerSets: each(free),
    networkpolicies: each(
      closed({
        ...object,
        controller: string,
        podSelector: free,
        policyTypes: list(oneOf("Ingress", "Egress")),
        rules: closed({ egress: list(egressRule), ingress: list(ingressRule) }),
      }),
    ),
    persistence: each(persistence),
    podMonitor: each(free),
    rawResources: each(closed({ ...object, apiVersion: string, kind: string, manifest: free, spec: free })),
    rbac: closed({
      bindings: each(closed({ ...object, roleRef: free, subjects: list(free), type: string })),
      roles: each(closed({ ...object, rules: list(ref("RbacV1PolicyRule")), type: string })),
    }),
    route: each(route),
    secrets: each(closed({ ...object, includeInChecksum: truth, stringData: text, type: string })),
    service: each(service),
    serviceAccount: each(closed({ ...object, automountServiceAccountToken: truth, staticToken: truth })),
    serviceMonitor: each(
      closed({
        ...object,
        endpoints: list(ref("ApisMonitoringV1Endpoint")),
        jobLabel: string,
        namespaceSelector: free,
        selector: ref("ApisMetaV1LabelSelector"),
        service: closed({ identifier: string, name: string }),
        serviceName: string,
        targetLabels: list(string),
      }),
    ),
  });
}

const ingressRule = ref("NetworkingV1NetworkPolicyIngressRule");
const egressRule = ref("NetworkingV1NetworkPolicyEgressRule");

/** Options of a pod, for one controller or for all of them. */
const pod: Schema = closed({
  affinity: ref("CoreV1Affinity"),
  annotations: labels,
  automountServiceAccountToken: truth,
  dnsConfig: ref("CoreV1PodDNSConfig"),
  dnsPolicy: string,
  enableServiceLinks: truth,
  hostAliases: list(ref("CoreV1HostAlias")),
  hostIPC: truth,
  hostNetwork: truth,
  hostPID: truth,
  hostUsers: truth,
  hostname: string,
  imagePullSecrets: list(ref("CoreV1LocalObjectReference")),
  labels,
  nodeSelector: labels,
  priorityClassName: string,
  resourceClaims: list(free),
  resources: ref("CoreV1ResourceRequirements"),
  restartPolicy: oneOf("Always", "Never", "OnFailure"),
  runtimeClassName: string,
  schedulerName: string,
  securityContext: ref("CoreV1PodSecurityContext"),
  shareProcessNamespace: truth,
  terminationGracePeriodSeconds: integer,
  tolerations: list(ref("CoreV1Toleration")),
  topologySpreadConstraints: list(ref("CoreV1TopologySpreadConstraint")),
});

const jobFields = {
  activeDeadlineSeconds: integer,
  backoffLimit: integer,
  parallelism: integer,
  suspend: truth,
  ttlSecondsAfterFinished: integer,
};

const controller: Schema = closed({
  ...object,
  applyDefaultContainerOptionsToInitContainers: truth,
  containers: each(container),
  cronjob: closed({
    ...jobFields,
    concurrencyPolicy: oneOf("Allow", "Forbid", "Replace"),
    failedJobsHistory: integer,
    schedule: string,
    startingDeadlineSeconds: integer,
    successfulJobsHistory: integer,
    timeZone: string,
  }),
  defaultContainerOptions: containerOptions,
  defaultContainerOptionsStrategy: oneOf("overwrite", "merge"),
  initContainers: each(container),
  job: closed({ ...jobFields, completionMode: string, completions: integer }),
  pod,
  podDisruptionBudget: free,
  replicas: integer,
  revisionHistoryLimit: integer,
  rollingUpdate: closed({
    maxSurge: free,
    maxUnavailable: free,
    partition: integer,
    surge: free,
    unavailable: free,
  }),
  serviceAccount: closed({ identifier: string, name: string }),
  statefulset: closed({
    persistentVolumeClaimRetentionPolicy: free,
    podManagementPolicy: string,
    serviceName: either({ string, object: closed({ identifier: string }) }),
    volumeClaimTemplates: list(volumeClaim),
  }),
  strategy: oneOf("Recreate", "RollingUpdate", "OnDelete"),
  type: oneOf("deployment", "statefulset", "daemonset", "cronjob", "job"),
});

const portNumber: Schema = { type: ["integer", "string"] };

const service: Schema = closed({
  ...object,
  allocateLoadBalancerNodePorts: truth,
  clusterIP: string,
  controller: string,
  externalIPs: list(string),
  externalName: string,
  externalTrafficPolicy: oneOf("Cluster", "Local"),
  extraSelectorLabels: labels,
  internalTrafficPolicy: oneOf("Cluster", "Local"),
  ipFamilies: list(oneOf("IPv4", "IPv6")),
  ipFamilyPolicy: oneOf("SingleStack", "PreferDualStack", "RequireDualStack"),
  loadBalancerClass: string,
  loadBalancerIP: string,
  loadBalancerSourceRanges: list(string),
  ports: each(
    closed({
      appProtocol: string,
      enabled: truth,
      nodePort: portNumber,
      port: portNumber,
      primary: truth,
      protocol: oneOf("HTTP", "HTTPS", "TCP", "UDP"),
      targetPort: portNumber,
    }),
  ),
  primary: truth,
  publishNotReadyAddresses: truth,
  sessionAffinity: oneOf("None", "ClientIP"),
  sessionAffinityConfig: free,
  trafficDistribution: string,
  type: oneOf("ClusterIP", "ExternalName", "LoadBalancer", "NodePort"),
});

const route: Schema = closed({
  ...object,
  hostnames: list(string),
  kind: oneOf("GRPCRoute", "HTTPRoute", "TCPRoute", "TLSRoute", "UDPRoute"),
  namespaceOverride: string,
  parentRefs: list(
    closed({
      group: string,
      kind: string,
      name: string,
      namespace: string,
      port: integer,
      sectionName: string,
    }),
  ),
  rules: list(
    closed({
      backendRefs: list(
        closed({
          ...{ filters: list(free), group: string, identifier: string, kind: string, name: string },
          ...{ namespace: string, port: portNumber, weight: integer },
        }),
      ),
      filters: list(ref("ApisV1HTTPRouteFilter")),
      matches: list(free),
      name: string,
      retry: free,
      sessionPersistence: free,
      timeouts: ref("ApisV1HTTPRouteTimeouts"),
    }),
  ),
});
