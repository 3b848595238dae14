import type { Schema } from "../schema/schema.ts";
import { pod, shapeOf, withDefinitions } from "./shape.ts";

const named = { nameOverride: "", fullnameOverride: "", namespaceOverride: "" };
const scheduling = { nodeSelector: {}, tolerations: [], affinity: {} };
const bundled = { enabled: true, fullnameOverride: "" };
const client = { enabled: false, clientId: "", clientExistingSecret: "", clientExistingSecretKey: "" };

/** open-webui 16.0. What `ollama`, `pipelines`, `tika` and `terminals` hand on to charts of their own is not known. */
export function openWebui(): Schema {
  const shape = shapeOf({
    ...{ ...named, ...scheduling, ...application, ...pods, ...openai },
    ...{ ollama: bundled, ollamaUrls: [], ollamaUrlsFromExtraEnv: false, clusterDomain: "" },
    pipelines: { ...bundled, extraEnvVars: [] },
    ...{ tika: { enabled: false }, terminals: { enabled: false } },
    ...{ websocket, persistence, sso, ingress, route, service, logging, extraResources: [] },
    managedCertificate: { enabled: false, name: "", domains: [] },
  });
  return withDefinitions(shape, {
    ...{ affinity: pod.affinity, annotations: pod.labels, extraLabels: pod.labels },
    ...{ commonEnvVars: pod.env, extraEnvVars: pod.env, nodeSelector: pod.nodeSelector },
    ...{ containerSecurityContext: pod.security, podSecurityContext: pod.podSecurity },
    ...{ podAnnotations: pod.labels, podLabels: pod.labels, imagePullSecrets: pod.pullSecrets },
    ...{ livenessProbe: pod.probe, readinessProbe: pod.probe, startupProbe: pod.probe },
    ...{ resources: pod.resources, "copyAppData.resources": pod.resources },
    ...{ tolerations: pod.tolerations, topologySpreadConstraints: pod.topologySpread },
    ...{ strategy: { $ref: "AppsV1DeploymentStrategy" }, "workload.kind": kinds },
    ...{ "persistence.provider": { type: "string", enum: ["local", "s3", "gcs", "azure"] } },
  });
}

const kinds: Schema = { type: "string", enum: ["", "Deployment", "StatefulSet"] };

const pods = {
  ...{ workload: { kind: "" }, annotations: {}, podAnnotations: {}, podLabels: {}, extraLabels: {} },
  ...{ replicaCount: 1, revisionHistoryLimit: 10, priorityClassName: "", strategy: {} },
  ...{ imagePullSecrets: [], command: [], args: [], livenessProbe: {}, readinessProbe: {} },
  ...{ startupProbe: {}, resources: {}, topologySpreadConstraints: [], hostAliases: [] },
  ...{ runtimeClassName: "", podSecurityContext: {}, containerSecurityContext: {}, volumes: [] },
  ...{ volumeMounts: { initContainer: [], container: [] }, extraInitContainers: [] },
  copyAppData: { command: [], args: [], resources: {} },
  serviceAccount: {
    ...{ enable: true, create: true, name: "", annotations: {}, automountServiceAccountToken: false },
  },
};

const application = {
  image: { repository: "", tag: "", pullPolicy: "", useSlim: false },
  ...{ databaseUrl: "", extraEnvVars: [], commonEnvVars: [], extraEnvFrom: [] },
};

const openai = {
  ...{ enableOpenaiApi: true, openaiBaseApiUrl: "", openaiBaseApiUrls: [] },
  ...{ openaiApiKey: "", openaiApiKeyExistingSecret: "", openaiApiKeyExistingSecretKey: "" },
  ...{ openaiApiKeys: [], openaiApiKeysExistingSecret: "", openaiApiKeysExistingSecretKey: "" },
};

const websocket = {
  ...{ enabled: true, manager: "", url: "", existingSecret: "", existingSecretKey: "", nodeSelector: {} },
  redis: {
    ...{ ...scheduling, enabled: true, labels: {}, annotations: {}, pods: { labels: {}, annotations: {} } },
    ...{ image: { repository: "", tag: "", pullPolicy: "" }, command: [], args: [], resources: {} },
    service: {
      ...{ containerPort: 1, type: "", labels: {}, annotations: {}, portName: "", port: 1, nodePort: null },
    },
    ...{ containerSecurityContext: {}, podSecurityContext: {} },
  },
};

const persistence = {
  ...{ enabled: true, size: "", existingClaim: "", subPath: "", accessModes: [], storageClass: "" },
  ...{ selector: {}, annotations: {}, labels: {}, provider: "" },
  s3: {
    ...{ accessKey: "", secretKey: "", accessKeyExistingSecret: "", accessKeyExistingAccessKey: "" },
    ...{ secretKeyExistingSecret: "", secretKeyExistingSecretKey: "", endpointUrl: "", region: "" },
    ...{ bucket: "", keyPrefix: "" },
  },
  gcs: {
    ...{ appCredentialsJson: "", appCredentialsJsonExistingSecret: "", bucket: "" },
    appCredentialsJsonExistingSecretKey: "",
  },
  azure: { endpointUrl: "", container: "", key: "", keyExistingSecret: "", keyExistingSecretKey: "" },
};

const sso = {
  ...{ enabled: false, enableSignup: false, mergeAccountsByEmail: false },
  ...{ enableRoleManagement: false, enableGroupManagement: false },
  google: { ...client, clientSecret: "" },
  microsoft: { ...client, clientSecret: "", tenantId: "" },
  github: { ...client, clientSecret: "" },
  oidc: {
    ...{ ...client, clientSecret: "", clientIdExistingSecretKey: "", providerUrl: "", existingConfig: "" },
    ...{ existingConfigProviderUrlKey: "", providerName: "", scopes: "" },
  },
  roleManagement: { rolesClaim: "", allowedRoles: "", adminRoles: "" },
  groupManagement: { groupsClaim: "" },
  trustedHeader: { enabled: false, emailHeader: "", nameHeader: "" },
};

const ingress = {
  ...{ enabled: false, class: "", annotations: {}, host: "", additionalHosts: [], tls: false },
  ...{ existingSecret: "", extraLabels: {} },
};

const route = {
  ...{ enabled: false, apiVersion: "", kind: "", annotations: {}, labels: {}, extraLabels: {} },
  ...{ hostnames: [], parentRefs: [], httpsRedirect: false, redirect: {}, matches: [], filters: [] },
  ...{ additionalRules: [], backendRef: { group: "", kind: "", weight: 1 } },
};

const service = {
  ...{ type: "", annotations: {}, port: 1, containerPort: 1, nodePort: null, labels: {} },
  ...{ loadBalancerClass: "", appProtocol: "" },
};

const parts = [
  "audio",
  "comfyui",
  "config",
  "db",
  "images",
  "main",
  "models",
  "ollama",
  "openai",
  "rag",
  "webhook",
];
const logging = { level: "", components: Object.fromEntries(parts.map((part) => [part, ""])) };
