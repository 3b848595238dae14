import type { Schema } from "./validators.ts";
import {
  boolean,
  choice,
  count,
  fields,
  free,
  integer,
  labels,
  list,
  ref,
  string,
  strings,
} from "./words.ts";

const meta = { metadata: ref("ApisMetaV1ObjectMeta") };
const named = fields({ name: string });
const secretKey = fields({ "name!": string, "key!": string });
const volumeClaim = ref("CoreV1PersistentVolumeClaimSpec");

/** dragonfly-operator 1.6.1, api/v1alpha1. */
const dragonfly = fields({
  aclFromSecret: ref("CoreV1SecretKeySelector"),
  additionalContainers: list(ref("CoreV1Container")),
  additionalVolumes: list(ref("CoreV1Volume")),
  affinity: ref("CoreV1Affinity"),
  annotations: labels,
  args: strings,
  authentication: fields({
    clientCaCertSecret: ref("CoreV1SecretKeySelector"),
    passwordFromSecret: ref("CoreV1SecretKeySelector"),
  }),
  containerSecurityContext: ref("CoreV1SecurityContext"),
  customLivenessProbeConfigMap: named,
  customReadinessProbeConfigMap: named,
  customStartupProbeConfigMap: named,
  enableReplicationReadinessGate: boolean,
  env: list(ref("CoreV1EnvVar")),
  image: string,
  imagePullPolicy: choice("Always", "IfNotPresent", "Never"),
  imagePullSecrets: list(ref("CoreV1LocalObjectReference")),
  initContainers: list(ref("CoreV1Container")),
  labels,
  memcachedPort: { type: "integer", format: "int32" },
  networkPolicyEnabled: boolean,
  nodeSelector: labels,
  ownedObjectsMetadata: fields({ annotations: labels, labels }),
  pdb: fields({ maxUnavailable: ref("UtilIntstrIntOrString"), minAvailable: ref("UtilIntstrIntOrString") }),
  podMetadata: fields({ annotations: labels, labels }),
  podSecurityContext: ref("CoreV1PodSecurityContext"),
  priorityClassName: string,
  replicas: { type: "integer", format: "int32" },
  resources: ref("CoreV1ResourceRequirements"),
  serviceAccountName: string,
  serviceSpec: fields({
    annotations: labels,
    labels,
    name: string,
    nodePort: { type: "integer", format: "int32" },
    type: choice("ClusterIP", "ExternalName", "LoadBalancer", "NodePort"),
  }),
  skipFSGroup: boolean,
  snapshot: fields({
    cron: string,
    dir: string,
    enableOnMasterOnly: boolean,
    existingPersistentVolumeClaimName: string,
    persistentVolumeClaimSpec: volumeClaim,
  }),
  tiering: fields({ persistentVolumeClaimSpec: volumeClaim }),
  tlsSecretRef: fields({ name: string, namespace: string }),
  tolerations: list(ref("CoreV1Toleration")),
  topologySpreadConstraints: list(ref("CoreV1TopologySpreadConstraint")),
});

const compressed = (...names: string[]): Record<string, Schema> => ({
  compression: choice(...names),
  encryption: choice("AES256", "aws:kms"),
});

/** plugin-barman-cloud 0.13, api/v1; `serverName` is in the type, but its rule refuses it. */
const objectStore = fields({
  "configuration!": fields({
    azureCredentials: fields({
      connectionString: secretKey,
      inheritFromAzureAD: boolean,
      storageAccount: secretKey,
      storageKey: secretKey,
      storageSasToken: secretKey,
      useDefaultAzureCredentials: boolean,
    }),
    data: fields({
      ...compressed("bzip2", "gzip", "lz4", "snappy"),
      additionalCommandArgs: strings,
      immediateCheckpoint: boolean,
      jobs: { type: "integer", format: "int32", minimum: 1 },
      restoreAdditionalCommandArgs: strings,
    }),
    "destinationPath!": { type: "string", minLength: 1 },
    endpointCA: secretKey,
    endpointURL: string,
    googleCredentials: fields({ applicationCredentials: secretKey, gkeEnvironment: boolean }),
    historyTags: labels,
    s3Credentials: fields({
      accessKeyId: secretKey,
      inheritFromIAMRole: boolean,
      region: secretKey,
      secretAccessKey: secretKey,
      sessionToken: secretKey,
    }),
    tags: labels,
    wal: fields({
      ...compressed("bzip2", "gzip", "lz4", "snappy", "xz", "zstd"),
      archiveAdditionalCommandArgs: strings,
      maxParallel: { type: "integer", minimum: 1 },
      restoreAdditionalCommandArgs: strings,
    }),
  }),
  instanceSidecarConfiguration: fields({
    additionalContainerArgs: strings,
    env: list(ref("CoreV1EnvVar")),
    logLevel: choice("error", "warning", "info", "debug", "trace"),
    resources: ref("CoreV1ResourceRequirements"),
    retentionPolicyIntervalSeconds: integer,
  }),
  retentionPolicy: { type: "string", pattern: "^[1-9][0-9]*[dwm]$" },
});

/** CloudNativePG 1.30; `ensure: absent` is in the type, but its rule refuses it. */
const databaseRole = fields({
  bypassrls: boolean,
  clientCertificate: fields({ enabled: boolean }),
  "cluster!": named,
  comment: string,
  connectionLimit: integer,
  createdb: boolean,
  createrole: boolean,
  databaseRoleReclaimPolicy: choice("delete", "retain"),
  disablePassword: boolean,
  ensure: choice("present"),
  inRoles: strings,
  inherit: boolean,
  login: boolean,
  "name!": { type: "string", minLength: 1 },
  passwordSecret: fields({ "name!": string }),
  replication: boolean,
  superuser: boolean,
  validUntil: { type: "string", format: "date-time" },
});

const keyed = fields({
  name: string,
  namespace: string,
  behavior: choice("create", "merge", "replace"),
  env: string,
  envs: strings,
  files: strings,
  literals: strings,
  options: free,
  type: string,
});

/** kustomize 5; the forms that it only still reads (bases, vars, patchesJson6902) are left in. */
const kustomization = fields({
  ...meta,
  bases: strings,
  buildMetadata: strings,
  commonAnnotations: labels,
  commonLabels: labels,
  components: strings,
  configMapGenerator: list(keyed),
  configurations: strings,
  crds: strings,
  generatorOptions: fields({
    annotations: labels,
    disableNameSuffixHash: boolean,
    immutable: boolean,
    labels,
  }),
  generators: strings,
  helmCharts: list(free),
  helmChartInflationGenerator: list(free),
  helmGlobals: free,
  images: list(
    fields({ "name!": string, newName: string, newTag: string, digest: string, tagSuffix: string }),
  ),
  labels: list(
    fields({
      pairs: labels,
      includeSelectors: boolean,
      includeTemplates: boolean,
      fields: list(free),
    }),
  ),
  namePrefix: string,
  nameSuffix: string,
  namespace: string,
  openapi: free,
  patches: list(fields({ path: string, patch: string, target: free, options: free })),
  patchesJson6902: list(free),
  patchesStrategicMerge: list(free),
  replacements: list(free),
  replicas: list(fields({ "name!": string, "count!": count })),
  resources: strings,
  secretGenerator: list(keyed),
  sortOptions: free,
  transformers: strings,
  validators: strings,
  vars: list(free),
});

/** Kinds that no package has, from the facts of their projects. */
export const HAND_WRITTEN: Readonly<Record<string, Schema>> = {
  "dragonflydb.io/v1alpha1/Dragonfly": fields({ ...meta, spec: dragonfly }),
  "barmancloud.cnpg.io/v1/ObjectStore": fields({ "metadata!": meta.metadata, "spec!": objectStore }),
  "postgresql.cnpg.io/v1/DatabaseRole": fields({ "metadata!": meta.metadata, "spec!": databaseRole }),
  "kustomize.config.k8s.io/v1beta1/Kustomization": kustomization,
  "kustomize.config.k8s.io/v1alpha1/Component": kustomization,
};
