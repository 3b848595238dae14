import { isIPv6 } from "node:net";
import type { Facts } from "../../app.ts";
import { name, tenantUser } from "./names.ts";
import type { OpenWebuiVariables } from "./variables.ts";

type V = OpenWebuiVariables;
type Source = (v: V, facts: Facts) => string | null | undefined;

/** What the Secret holds: every name of `secretVariables` with its value. Secret. */
export function secretData(v: V, facts: Facts): Record<string, string> {
  const sources = Object.entries(secretSources(v, facts));
  return Object.fromEntries(sources.map(([key, source]) => [key, source(v, facts) ?? ""]));
}

/** Names in the Secret that the container gets by extraEnvVars; the chart has keys of its own for the others. */
export function extraSecretVariables(v: V, facts: Facts): string[] {
  return Object.keys(secretSources(v, facts)).filter((key) => !ownedByChart.has(key));
}

const ownedByChart: ReadonlySet<string> = new Set([
  "OPENAI_API_KEY",
  "REDIS_URL",
  "OAUTH_CLIENT_ID",
  "OAUTH_CLIENT_SECRET",
  "S3_ACCESS_KEY_ID",
  "S3_SECRET_ACCESS_KEY",
]);

/** Where each secret comes from, without touching a value. */
function secretSources(v: V, facts: Facts): Record<string, Source> {
  return {
    WEBUI_SECRET_KEY: (all) => all.openwebui_secret_key,
    OPENAI_API_KEY: apiKey,
    RAG_OPENAI_API_KEY: apiKey,
    ...(v.openwebui_rerank_model && { RAG_EXTERNAL_RERANKER_API_KEY: apiKey }),
    ...(v.openwebui_postgresql_enabled && { DATABASE_URL: (all: V) => all.openwebui_database_url }),
    ...(v.openwebui_cache_enabled && facts.offer("cache") && { REDIS_URL: redisUrl }),
    ...(v.openwebui_oidc_enabled && {
      OAUTH_CLIENT_ID: (all: V) => all.openwebui_oidc_client_id,
      OAUTH_CLIENT_SECRET: (all: V) => all.openwebui_oidc_client_secret,
    }),
    ...(v.openwebui_s3_enabled && {
      S3_ACCESS_KEY_ID: (all: V) => all.openwebui_s3_access_key,
      S3_SECRET_ACCESS_KEY: (all: V) => all.openwebui_s3_secret_key,
    }),
    ...(facts.has("openwebui_admin_password") && {
      WEBUI_ADMIN_PASSWORD: (all: V) => all.openwebui_admin_password,
    }),
  };
}

function apiKey(v: V, facts: Facts): string | null | undefined {
  return v.openwebui_master_key_used ? facts.grant("openai-client")?.masterKey : v.openwebui_litellm_key;
}

/** redis-py reads the URL's parts percent-encoded; `rediss` is TLS. */
function redisUrl(_v: V, facts: Facts): string {
  const cache = facts.offer("cache");
  if (!cache) throw new Error(`${name} has no cache`);
  const { tls, username, password } = cache.shared ?? { tls: false, username: tenantUser, password: true };
  const secret = password ? `:${encode(facts.grant("cache-tenant")?.password ?? "")}@` : "";
  const host = isIPv6(cache.host) ? `[${cache.host}]` : cache.host;
  return `${tls ? "rediss" : "redis"}://${encode(username ?? "")}${secret}${host}:${cache.port}/0`;
}

/** Half a surrogate pair becomes U+FFFD. */
function encode(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString());
}
