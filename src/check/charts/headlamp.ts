import type { Schema } from "../schema/schema.ts";
import { pod } from "./shape.ts";
import { closed, each, free, integer, labels, list, oneOf, ref, string, truth } from "./words.ts";

const env: Schema = { ...pod.env, "x-kubernetes-list-map-keys": ["name"] };
const natural: Schema = { type: "integer", minimum: 0 };
const positive: Schema = { type: "integer", minimum: 1 };
const portOrNone: Schema = { type: ["integer", "null"] };
const budget: Schema = { type: ["integer", "string", "null"] };
const mounts = list(ref("CoreV1VolumeMount"));
const volumes = list(ref("CoreV1Volume"));
const containers = list(ref("CoreV1Container"));

/** Other fields of a probe the chart fills itself. */
const probe = closed({
  failureThreshold: positive,
  initialDelaySeconds: natural,
  periodSeconds: positive,
  successThreshold: positive,
  timeoutSeconds: positive,
});

const oidc = closed({
  ...{ clientID: string, clientSecret: string, issuerURL: string, scopes: string, callbackURL: string },
  ...{ validatorClientID: string, validatorIssuerURL: string, meUserInfoURL: string },
  ...{ useAccessToken: truth, usePKCE: truth, useCookie: truth },
  secret: closed({ create: truth, name: string }),
  externalSecret: closed({ enabled: truth, name: string, hasScopes: truth }),
});

const config = closed({
  ...{ inCluster: truth, inClusterContextName: string, baseURL: string, enableHelm: truth, oidc },
  sessionTTL: { type: "integer", minimum: 1, maximum: 31536000 },
  ...{ unsafeUseServiceAccountToken: truth, serviceAccountTokenPath: string },
  ...{ pluginsDir: string, staticPlugins: closed({ enabled: truth }), watchPlugins: truth },
  ...{ podDebugImage: string, nodeShellImage: string, nodeShellNamespace: string },
  ...{ tlsCertPath: string, tlsKeyPath: string, extraArgs: pod.strings },
  clusterInventory: closed({
    ...{ enabled: truth, accessProvidersConfig: free, labelSelector: string, namespaces: pod.strings },
    plugins: list(closed({ name: string, image: string, mountPath: string })),
    ...{ rootReconcileInterval: string, noCRDCacheTTL: string },
  }),
});

const service = closed({
  ...{ annotations: labels, port: integer, nodePort: portOrNone, clusterIP: string },
  type: oneOf("ClusterIP", "NodePort", "LoadBalancer", "ExternalName"),
  appProtocol: { type: ["string", "null"] },
  ...{ loadBalancerIP: string, loadBalancerSourceRanges: pod.strings, externalTrafficPolicy: string },
  extraServicePorts: list(
    closed({
      ...{ name: string, port: integer, targetPort: { type: ["integer", "string"] } },
      ...{ protocol: oneOf("TCP", "UDP", "SCTP"), nodePort: portOrNone },
    }),
  ),
});

/** The sidecar that installs plugins; the chart's own schema leaves all of this out. */
const pluginsManager = closed({
  ...{ enabled: truth, configFile: string, configContent: string, baseImage: string, version: string },
  ...{ env, resources: pod.resources, volumeMounts: mounts, securityContext: pod.security },
});

/** headlamp 0.45.0 (charts/headlamp: values.yaml, values.schema.json and what the templates read). */
export function headlamp(): Schema {
  return closed({
    replicaCount: positive,
    image: closed({
      ...{ registry: string, repository: string, tag: string },
      pullPolicy: oneOf("Always", "IfNotPresent", "Never"),
    }),
    ...{ nameOverride: string, fullnameOverride: string, namespaceOverride: string },
    ...{ imagePullSecrets: pod.pullSecrets, initContainers: containers, extraContainers: containers },
    ...{ config, env, volumes, volumeMounts: mounts, resources: pod.resources, service, pluginsManager },
    automountServiceAccountToken: truth,
    serviceAccount: closed({ create: truth, annotations: labels, name: string }),
    clusterRoleBinding: closed({ create: truth, clusterRoleName: string, annotations: labels }),
    ...{ deploymentAnnotations: labels, podAnnotations: labels, podLabels: labels, hostUsers: truth },
    ...{ podSecurityContext: pod.podSecurity, securityContext: pod.security, priorityClassName: string },
    ...{ nodeSelector: pod.nodeSelector, tolerations: pod.tolerations, affinity: pod.affinity },
    hostAliases: list(closed({ ip: string, hostnames: pod.strings })),
    topologySpreadConstraints: pod.topologySpread,
    persistentVolumeClaim: closed({
      ...{ enabled: truth, annotations: labels, accessModes: pod.strings, size: string },
      ...{ storageClassName: string, selector: ref("ApisMetaV1LabelSelector"), volumeMode: string },
    }),
    ingress: closed({
      ...{ enabled: truth, annotations: labels, labels, ingressClassName: string },
      hosts: list(
        closed({ host: string, paths: list(closed({ path: string, type: string, backend: free })) }),
      ),
      tls: list(closed({ secretName: string, hosts: pod.strings })),
    }),
    httpRoute: closed({
      ...{ enabled: truth, annotations: labels, labels, hostnames: pod.strings },
      ...{ parentRefs: list(each(free)), rules: list(each(free)) },
    }),
    probes: closed({ scheme: oneOf("HTTP", "HTTPS"), livenessProbe: probe, readinessProbe: probe }),
    podDisruptionBudget: closed({
      ...{ enabled: truth, minAvailable: budget, maxUnavailable: budget },
      unhealthyPodEvictionPolicy: {
        type: ["string", "null"],
        enum: ["IfHealthyBudget", "AlwaysAllow", null],
      },
    }),
    extraManifests: pod.strings,
  });
}
