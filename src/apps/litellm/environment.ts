import type { Facts } from "../../app.ts";
import { type EnvironmentEntry, fromSecret } from "../../pod-environment.ts";
import { realtimeBase } from "./catalogue-models.ts";
import {
  apiBase,
  configuredCredentials,
  credentialEnvironment,
  credentials,
  isConfigured,
} from "./credentials.ts";
import { environmentLiteral } from "./helm.ts";
import { migrationSecretName, secretName, secretVariables } from "./secrets.ts";
import { signInEnvironment } from "./sign-in.ts";
import type { LitellmVariables } from "./variables.ts";

/** Directories that LiteLLM writes to; with a read-only file system each needs a volume. */
export const writablePaths = {
  ui: "/app/var/litellm/ui",
  assets: "/app/var/litellm/assets",
  migrations: "/app/migrations",
  metrics: "/tmp/metrics",
} as const;

/** The container's environment: plain values, then references into the Secret. */
export function containerEnvironment(v: LitellmVariables, facts: Facts): EnvironmentEntry[] {
  return entries(plainEnvironment(v, facts), secretName, secretVariables(v, facts));
}

/** The environment of the Job that migrates the schema before the pods start. */
export function migrationEnvironment(v: LitellmVariables): EnvironmentEntry[] {
  const plain = { ...commonEnvironment(v), DISABLE_SCHEMA_UPDATE: "false" };
  return entries(plain, migrationSecretName, ["DATABASE_URL"]);
}

function entries(
  plain: Readonly<Record<string, string>>,
  secret: string,
  keys: readonly string[],
): EnvironmentEntry[] {
  return [
    ...Object.entries(plain).map(([name, value]) => ({ name, value: environmentLiteral(value) })),
    ...fromSecret(secret, keys),
  ];
}

/** Values that are no secrets, in the order in which they are printed. */
function plainEnvironment(v: LitellmVariables, facts: Facts): Record<string, string> {
  return {
    ...commonEnvironment(v),
    ...(v.litellm_replicated && { DISABLE_SCHEMA_UPDATE: "true" }),
    ...(v.litellm_workers > 1 && {
      NUM_WORKERS: String(v.litellm_workers),
      // A worker that loads its modules answers late: after the usual 5 s it would be killed, again and again.
      TIMEOUT_WORKER_HEALTHCHECK: "60",
    }),
    ...(v.litellm_workers > 1 &&
      v.litellm_monitoring_enabled && { PROMETHEUS_MULTIPROC_DIR: writablePaths.metrics }),
    GRACEFUL_SHUTDOWN_TIMEOUT: String(drainSeconds(v)),
    PROXY_BASE_URL: v.litellm_public_url,
    LITELLM_CORS_ORIGINS: corsOrigins(v, facts).join(","),
    LITELLM_CORS_ALLOW_CREDENTIALS: "false",
    ...(v.litellm_ui_enabled ? { UI_USERNAME: v.litellm_ui_username } : { DISABLE_ADMIN_UI: "True" }),
    ...providerEnvironment(v, facts),
    ...signInEnvironment(v, facts),
    ...observabilityEnvironment(v, facts),
  };
}

/** LiteLLM cuts streams off after 30 seconds by itself; 15 of the grace period are for its start and its end. */
function drainSeconds(v: LitellmVariables): number {
  return Math.max(1, v.litellm_termination_grace_seconds - 15);
}

/** What every process of LiteLLM's gets; the cost map and the like come with the image, not from the net. */
function commonEnvironment(v: LitellmVariables): Record<string, string> {
  return {
    TZ: v.timezone,
    LITELLM_MODE: "PRODUCTION",
    LITELLM_LOG: v.litellm_log_level,
    LITELLM_LOCAL_MODEL_COST_MAP: "True",
    LITELLM_LOCAL_ANTHROPIC_BETA_HEADERS: "True",
    LITELLM_LOCAL_BLOG_POSTS: "True",
    LITELLM_LOCAL_POLICY_TEMPLATES: "true",
    ...(!v.litellm_run_as_root && {
      LITELLM_NON_ROOT: "true",
      LITELLM_UI_PATH: writablePaths.ui,
      LITELLM_ASSETS_PATH: writablePaths.assets,
      LITELLM_MIGRATION_DIR: writablePaths.migrations,
    }),
  };
}

/** Origins whose pages may call the API; without any, LiteLLM would allow all. */
function corsOrigins(v: LitellmVariables, facts: Facts): string[] {
  const claimed = facts.claims("cors-origin").map(({ origin }) => origin);
  return [...new Set([v.litellm_public_url, ...claimed, ...v.litellm_cors_origins])];
}

function providerEnvironment(v: LitellmVariables, facts: Facts): Record<string, string> {
  const accounts = configuredCredentials(facts).flatMap((credential) => {
    const names = credentialEnvironment(credential);
    const base: [string, string][] = [[names.base, apiBase(credential, v)]];
    return credential.version ? [...base, [names.version, String(v[credential.version])] as const] : base;
  });
  const realtime = isConfigured(credentials.usEast2, facts) ? v.azure_openai_realtime_api_base : null;
  return {
    ...Object.fromEntries(accounts),
    ...(realtime && { [realtimeBase]: realtime.replace(/\/+$/, "") }),
  };
}

/** OTLP goes over HTTP: the image has no gRPC. */
function observabilityEnvironment(v: LitellmVariables, facts: Facts): Record<string, string> {
  const collector = v.litellm_tracing_enabled ? facts.offer("trace-collector") : undefined;
  return {
    ...(collector && {
      OTEL_EXPORTER: "otlp_http",
      OTEL_ENDPOINT: collector.endpoint,
      OTEL_SERVICE_NAME: "litellm",
      OTEL_ENVIRONMENT_NAME: v.litellm_environment,
    }),
    ...(v.litellm_langfuse_enabled && {
      LANGFUSE_OTEL_HOST: v.litellm_langfuse_host,
      LANGFUSE_TRACING_ENVIRONMENT: v.litellm_environment,
    }),
  };
}
