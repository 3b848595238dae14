import type { Facts } from "../../app.ts";
import type { Offers } from "../../offers.ts";
import { alertingSettings } from "./alerting.ts";
import { callbacks } from "./callbacks.ts";
import { configuredCredentials, credentialEntry, fromEnvironment } from "./credentials.ts";
import { guardrails } from "./guardrails.ts";
import { modelList } from "./models.ts";
import { routerSettings } from "./router.ts";
import { cacheNamespace, tenantUser } from "./tenant.ts";
import type { LitellmVariables } from "./variables.ts";

/**
 * LiteLLM's config.yaml. It holds no secret: each is an `os.environ/NAME` that environment.ts supplies.
 * Keys that LiteLLM does not know are ignored by it, so each here was looked up in 1.108.
 */
export function config(v: LitellmVariables, facts: Facts): object {
  const guards = guardrails(v, facts);
  return withoutSharing({
    model_list: modelList(v, facts),
    credential_list: configuredCredentials(facts).map(credentialEntry),
    litellm_settings: litellmSettings(v, facts),
    router_settings: routerSettings(v),
    general_settings: generalSettings(v, facts),
    ...(guards.length > 0 && { guardrails: guards }),
  });
}

/** A tree in which no object occurs twice, so that it prints without YAML aliases. */
function withoutSharing(value: object): object {
  return JSON.parse(JSON.stringify(value));
}

function litellmSettings(v: LitellmVariables, facts: Facts): object {
  const called = callbacks(v);
  return {
    drop_params: true,
    json_logs: true,
    request_timeout: v.litellm_request_timeout,
    disable_hf_tokenizer_download: true,
    ...(called.length > 0 && { callbacks: called }),
    ...(v.litellm_monitoring_enabled && { service_callback: ["prometheus_system"] }),
    require_auth_for_metrics_endpoint: true,
    ...(v.litellm_prompt_injection_check && { prompt_injection_params: { heuristics_check: true } }),
    ...(v.litellm_max_budget && {
      max_budget: v.litellm_max_budget,
      budget_duration: v.litellm_budget_duration,
    }),
    ...cacheSettings(v, facts),
  };
}

/** The one place for the cache: `router_settings.redis_*` would make a second client without namespace. */
function cacheSettings(v: LitellmVariables, facts: Facts): object {
  const cache = facts.offer("cache");
  if (!cache) return {};
  return {
    cache: true,
    cache_params: {
      type: "redis",
      host: cache.host,
      port: cache.port,
      ...cacheUser(cache),
      namespace: cacheNamespace,
      ttl: v.litellm_cache_ttl,
      supported_call_types: v.litellm_cache_call_types,
    },
  };
}

/** On a server that is there already all apps are one user, perhaps the default one. */
function cacheUser({ shared }: Offers["cache"]): object {
  const password = fromEnvironment("REDIS_PASSWORD");
  if (!shared) return { username: tenantUser, password };
  return {
    ...(shared.username !== null && { username: shared.username }),
    ...(shared.password && { password }),
    ...(shared.tls && { ssl: true }),
  };
}

function generalSettings(v: LitellmVariables, facts: Facts): object {
  return {
    master_key: fromEnvironment("LITELLM_MASTER_KEY"),
    database_url: fromEnvironment("DATABASE_URL"),
    database_connection_pool_limit: v.litellm_pool_size,
    store_model_in_db: v.litellm_store_model_in_db,
    store_prompts_in_spend_logs: v.litellm_store_prompts_in_spend_logs,
    background_health_checks: false,
    proxy_batch_write_at: 60,
    ...(v.litellm_replicated && facts.offer("cache") && { use_redis_transaction_buffer: true }),
    trusted_proxy_ranges: v.litellm_trusted_proxy_ranges,
    ...userHeaders(facts),
    ...alertingSettings(v, facts),
  };
}

/** Headers in which apps such as Open WebUI name the user: costs are booked on the id, and on the e-mail as customer. */
function userHeaders(facts: Facts): object {
  const [headers] = facts.claims("openai-client").flatMap((client) => client.userHeaders ?? []);
  if (!headers) return {};
  return {
    user_header_mappings: [
      { header_name: headers.id, litellm_user_role: "internal_user" },
      { header_name: headers.email, litellm_user_role: "customer" },
    ],
  };
}
