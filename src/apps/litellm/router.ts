import type { LitellmVariables } from "./variables.ts";

/** router_settings of config.yaml: who is asked, how often, and who is asked instead. */
export function routerSettings(v: LitellmVariables): object {
  const aliases = v.litellm_model_aliases;
  const policies = retryPolicies(v);
  return {
    routing_strategy: v.litellm_routing_strategy,
    num_retries: v.litellm_num_retries,
    allowed_fails: v.litellm_allowed_fails,
    cooldown_time: v.litellm_cooldown_time,
    ...fallbackSettings(v),
    ...(Object.keys(aliases).length > 0 && { model_group_alias: aliases }),
    ...(Object.keys(policies).length > 0 && { model_group_retry_policy: policies }),
    ...(enforcesLimits(v) && { optional_pre_call_checks: ["enforce_model_rate_limits"] }),
  };
}

/** 5 is LiteLLM's own limit (constants.py, ROUTER_MAX_FALLBACKS). */
function fallbackSettings(v: LitellmVariables): object {
  const usual = v.litellm_default_fallbacks;
  return {
    ...chains("fallbacks", v.litellm_fallbacks),
    ...(usual.length > 0 && { default_fallbacks: usual }),
    ...chains("context_window_fallbacks", v.litellm_context_window_fallbacks),
    ...chains("content_policy_fallbacks", v.litellm_content_policy_fallbacks),
    ...(v.litellm_max_fallbacks !== 5 && { max_fallbacks: v.litellm_max_fallbacks }),
  };
}

function chains(name: string, map: Readonly<Record<string, readonly string[]>>): object {
  const entries = Object.entries(map).map(([model, others]) => ({ [model]: others }));
  return entries.length > 0 ? { [name]: entries } : {};
}

const failures = {
  default: "DefaultRetries",
  timeout: "TimeoutErrorRetries",
  rate_limit: "RateLimitErrorRetries",
  internal_server: "InternalServerErrorRetries",
  service_unavailable: "ServiceUnavailableErrorRetries",
  authentication: "AuthenticationErrorRetries",
  bad_request: "BadRequestErrorRetries",
  content_policy: "ContentPolicyViolationErrorRetries",
  not_found: "NotFoundErrorRetries",
} as const;

/** LiteLLM's RetryPolicy of each model (types/router.py); models that are not served have none. */
function retryPolicies(v: LitellmVariables): object {
  const served = Object.entries(v.litellm_model_retries).filter(([model]) =>
    v.litellm_served_names.includes(model),
  );
  return Object.fromEntries(
    served.map(([model, policy]) => [
      model,
      Object.fromEntries(
        Object.entries(policy).map(([failure, count]) => [failures[failure as keyof typeof failures], count]),
      ),
    ]),
  );
}

/** Without this check LiteLLM takes rpm and tpm for weights and refuses nothing. */
function enforcesLimits(v: LitellmVariables): boolean {
  const own = v.litellm_models.some(({ rpm, tpm }) => rpm !== undefined || tpm !== undefined);
  return v.litellm_model_rate_limits_enforced && (own || Object.keys(v.litellm_model_rate_limits).length > 0);
}
