import type { Corrections } from "../correct.ts";
import { LABEL, NAME, QUALIFIED } from "../words.ts";

type Parts = Corrections[string];

const by = (...keys: string[]) => ({ "x-kubernetes-list-map-keys": keys });
const zero = { minimum: 0 };
const one = { minimum: 1 };
const some = { minLength: 1 };
const id = { minimum: 0, maximum: 2147483647 };
const port = { minimum: 1, maximum: 65535 };
const label = { minLength: 1, maxLength: 63, pattern: LABEL };
const maybeLabel = { maxLength: 63, pattern: `^$|${LABEL}` };
const name = { minLength: 1, maxLength: 253, pattern: NAME };
const maybeName = { maxLength: 253, pattern: `^$|${NAME}` };
const mode = { minimum: 0, maximum: 0o777 };
const weight = { minimum: 1, maximum: 100 };
const header = { pattern: "^[-A-Za-z0-9]+$" };

/** Under `at`, each of the parts. */
function under(at: string, parts: Parts): Parts {
  return Object.fromEntries(Object.entries(parts).map(([path, schema]) => [`${at}.${path}`, schema]));
}

const keyOf = (at: string): Parts => ({
  [at]: { required: ["key", "name"] },
  [`${at}.key`]: { minLength: 1, maxLength: 253, pattern: "^[-._a-zA-Z0-9]+$" },
  [`${at}.name`]: some,
});

const container: Parts = {
  name: label,
  env: by("name"),
  ...keyOf("env[].valueFrom.secretKeyRef"),
  ...keyOf("env[].valueFrom.configMapKeyRef"),
  "env[].valueFrom.resourceFieldRef.resource": {
    pattern: "^(limits|requests)\\.(cpu|memory|ephemeral-storage|hugepages-.+)$",
  },
  "envFrom[].prefix": { pattern: "^[ -<>-~]*$" },
  "envFrom[].secretRef": { required: ["name"] },
  "envFrom[].secretRef.name": name,
  "envFrom[].configMapRef": { required: ["name"] },
  "envFrom[].configMapRef.name": name,
  ports: by("containerPort", "protocol"),
  "ports[].protocol": { default: "TCP" },
  "ports[].containerPort": port,
  "ports[].hostPort": { minimum: 0, maximum: 65535 },
  volumeMounts: by("mountPath"),
  "volumeMounts[].subPath": { pattern: "^(?!/)(?!(.*/)?\\.\\.(/|$))" },
  volumeDevices: by("devicePath"),
  "resizePolicy[].resourceName": { enum: ["cpu", "memory"] },
  "resizePolicy[].restartPolicy": { enum: ["NotRequired", "RestartContainer"] },
  "securityContext.runAsGroup": id,
  "securityContext.runAsUser": id,
};

/** Zero stands for the default. */
const probe: Parts = {
  initialDelaySeconds: zero,
  periodSeconds: zero,
  timeoutSeconds: zero,
  failureThreshold: zero,
  successThreshold: zero,
  terminationGracePeriodSeconds: one,
  exec: { required: ["command"] },
  "exec.command": { minItems: 1 },
  "grpc.port": port,
  "httpGet.httpHeaders[].name": header,
};

const file: Parts = {
  "items[].key": some,
  "items[].path": { minLength: 1, pattern: "^(?!/)(?!\\.\\.)(?!(.*/)?\\.\\.(/|$))" },
  "items[].mode": mode,
  defaultMode: mode,
};

const volume: Parts = {
  name: label,
  secret: { required: ["secretName"] },
  "secret.secretName": some,
  ...under("secret", file),
  configMap: { required: ["name"] },
  "configMap.name": some,
  "configMap.defaultMode": mode,
  "projected.defaultMode": mode,
  "projected.sources[].secret": { required: ["name"] },
  "projected.sources[].secret.name": some,
  "projected.sources[].configMap": { required: ["name"] },
  "projected.sources[].configMap.name": some,
  "persistentVolumeClaim.claimName": some,
  "hostPath.path": { minLength: 1, pattern: "^(?!(.*/)?\\.\\.(/|$))" },
  "nfs.path": { pattern: "^/" },
  "nfs.server": some,
  ephemeral: { required: ["volumeClaimTemplate"] },
  "csi.driver": some,
};

const placement: Parts = {
  topologySpreadConstraints: by("topologyKey", "whenUnsatisfiable"),
  "topologySpreadConstraints[].maxSkew": one,
  "topologySpreadConstraints[].minDomains": one,
  "topologySpreadConstraints[].topologyKey": some,
  "tolerations[].key": { pattern: `^$|${QUALIFIED}` },
  ...under("affinity.podAffinity.preferredDuringSchedulingIgnoredDuringExecution[]", {
    weight,
    "podAffinityTerm.topologyKey": some,
  }),
  "affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[].weight": weight,
  "affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms": { minItems: 1 },
};

const spec: Parts = {
  containers: by("name"),
  initContainers: by("name"),
  volumes: by("name"),
  imagePullSecrets: by("name"),
  ...under("containers[]", container),
  ...under("containers[].livenessProbe", probe),
  ...under("volumes[]", volume),
  ...placement,
  activeDeadlineSeconds: one,
  "dnsConfig.searches[]": { pattern: "^\\.?$|^[a-z0-9]([-_a-z0-9.]*[a-z0-9])?\\.?$" },
  "hostAliases[].hostnames[]": { pattern: NAME },
  hostname: maybeLabel,
  subdomain: maybeLabel,
  nodeName: maybeName,
  "os.name": { enum: ["linux", "windows"] },
  priorityClassName: maybeName,
  "readinessGates[].conditionType": { pattern: QUALIFIED },
  runtimeClassName: { pattern: NAME },
  serviceAccountName: maybeName,
  "securityContext.fsGroup": id,
  "securityContext.runAsGroup": id,
  "securityContext.runAsUser": id,
  "securityContext.supplementalGroups[]": id,
  "securityContext.sysctls[].name": {
    maxLength: 253,
    pattern: "^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$",
  },
  "securityContext.seLinuxChangePolicy": { enum: ["MountOption", "Recursive"] },
};

/** Pods, and with the types that they share the templates of workloads: pkg/apis/core/validation of Kubernetes 1.36. */
export const pods: Corrections = { "v1/Pod": { "": { required: ["spec"] }, ...under("spec", spec) } };
