import type { Facts } from "../../app.ts";
import { extraEnvironment } from "./environment.ts";
import { name, podLabels, secretName } from "./names.ts";
import { signInValues } from "./sign-in.ts";
import type { OpenWebuiVariables } from "./variables.ts";

type V = OpenWebuiVariables;

/**
 * Values of the chart open-webui 16.0. It brings Ollama, Pipelines and a Redis unless told otherwise, and variables
 * for which it has keys must not stand in extraEnvVars as well: under server-side apply the release fails.
 */
export function values(v: V, facts: Facts): object {
  return withoutSharing({
    fullnameOverride: name,
    ollama: { enabled: false },
    pipelines: { enabled: false },
    tika: { enabled: false },
    terminals: { enabled: false },
    ...workload(v),
    ...container(v),
    ingress: { enabled: false },
    route: { enabled: false },
    openaiBaseApiUrl: facts.offer("openai-api")?.internalUrl,
    openaiApiKeyExistingSecret: secretName,
    openaiApiKeyExistingSecretKey: "OPENAI_API_KEY",
    websocket: websocket(v),
    persistence: persistence(v, facts),
    logging: { level: v.openwebui_log_level },
    ...(v.openwebui_oidc_enabled && { sso: signInValues(v) }),
    extraEnvVars: extraEnvironment(v, facts),
  });
}

/** A tree in which no object occurs twice, so that it prints without YAML aliases. */
function withoutSharing(value: object): object {
  return JSON.parse(JSON.stringify(value));
}

/** Two versions on one database would harm it, so the old pods go first. */
function workload(v: V): object {
  return {
    workload: { kind: "Deployment" },
    replicaCount: v.openwebui_replicas,
    strategy: { type: "Recreate" },
    ...(v.openwebui_replicated && {
      topologySpreadConstraints: [
        {
          maxSkew: 1,
          topologyKey: "kubernetes.io/hostname",
          whenUnsatisfiable: "ScheduleAnyway",
          labelSelector: { matchLabels: podLabels },
        },
      ],
    }),
  };
}

/** The image runs as root and writes below /app; it needs none of root's capabilities. */
function container(v: V): object {
  const { openwebui_image_repository: repository, openwebui_image_tag: tag } = v;
  return {
    image: { repository, ...(tag && { tag }) },
    startupProbe: { ...probe("/health"), failureThreshold: 60 },
    livenessProbe: { ...probe("/health"), failureThreshold: 5 },
    readinessProbe: { ...probe("/ready"), failureThreshold: 3 },
    resources: {
      requests: { cpu: v.openwebui_cpu_request, memory: v.openwebui_memory_request },
      limits: { cpu: v.openwebui_cpu_limit, memory: v.openwebui_memory_limit },
    },
    copyAppData: {
      resources: { requests: { cpu: "10m", memory: "64Mi" }, limits: { memory: "512Mi" } },
    },
    podSecurityContext: { seccompProfile: { type: "RuntimeDefault" } },
    containerSecurityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
  };
}

function probe(path: string): object {
  return { httpGet: { path, port: "http" }, periodSeconds: 10, timeoutSeconds: 5 };
}

function websocket(v: V): object {
  const own = { enabled: true, redis: { enabled: false } };
  if (!v.openwebui_cache_enabled) return { ...own, manager: "" };
  return { ...own, manager: "redis", existingSecret: secretName, existingSecretKey: "REDIS_URL" };
}

function persistence(v: V, facts: Facts): object {
  if (!v.openwebui_s3_enabled) return { enabled: true, provider: "local", existingClaim: name };
  return {
    enabled: true,
    provider: "s3",
    s3: {
      bucket: v.openwebui_s3_bucket,
      region: v.openwebui_s3_region,
      endpointUrl: facts.offer("object-store")?.endpoint,
      accessKeyExistingSecret: secretName,
      accessKeyExistingAccessKey: "S3_ACCESS_KEY_ID",
      secretKeyExistingSecret: secretName,
      secretKeyExistingSecretKey: "S3_SECRET_ACCESS_KEY",
    },
  };
}
