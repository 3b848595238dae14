import type { Problem } from "../../problem.ts";
import { shown } from "../problems.ts";
import { get, list, mapping } from "../value.ts";
import type { ConfigFile } from "./config-file.ts";

/** Where keys belong that are often written elsewhere, where LiteLLM silently ignores them. */
const HOME: Readonly<Record<string, string>> = {
  alerting: "general_settings",
  alerting_args: "general_settings",
  alerting_threshold: "general_settings",
  alert_types: "general_settings",
  alert_to_webhook_url: "general_settings",
  master_key: "general_settings",
  database_url: "general_settings",
  store_model_in_db: "general_settings",
  guardrails: "",
  model_list: "",
  credential_list: "",
  routing_strategy: "router_settings",
  model_group_alias: "router_settings",
  cache_params: "litellm_settings",
  callbacks: "litellm_settings",
  drop_params: "litellm_settings",
};

const SECTIONS = ["litellm_settings", "general_settings", "router_settings"] as const;

/** The arguments of Router.__init__ in LiteLLM 1.108.10; the proxy drops every other key of router_settings. */
const ROUTER: ReadonlySet<string> = new Set(
  `alerting_config allowed_fails allowed_fails_policy assistants_config auto_router_capability_limit
  background_health_check_model_groups cache_kwargs cache_responses caching_groups client_ttl
  content_policy_fallbacks context_window_fallbacks cooldown_time debug_level default_fallbacks
  default_litellm_params default_max_parallel_requests default_priority deployment_affinity_ttl_seconds
  disable_cooldowns enable_health_check_routing enable_pre_call_checks enable_tag_filtering
  enable_weighted_failover fallback_access_check fallback_budget_check fallback_on_unsupported_params fallbacks
  guardrail_list health_check_ignore_transient_errors health_check_staleness_threshold
  ignore_invalid_deployments max_fallbacks model_group_affinity_config model_group_alias
  model_group_retry_policy num_retries optional_pre_call_checks plugins polling_interval
  provider_budget_config redis_db redis_host redis_password redis_port redis_url retry_after retry_policy
  router_general_settings routing_groups routing_strategy routing_strategy_args search_tools set_verbose
  stream_timeout tag_filtering_match_any tag_routing_prefix timeout`.split(/\s+/),
);

const LISTS: ReadonlySet<string> = new Set(["model_list", "credential_list", "guardrails"]);

/**
 * Keys stand where LiteLLM reads them: gives `misplaced-key`, and the warnings `unknown-key` and `empty-list`, for a
 * list that a template most likely lost.
 */
export function* checkSections(file: ConfigFile): Iterable<Problem> {
  for (const [key, value] of Object.entries(mapping(file.value))) {
    yield* misplaced(file, "", key);
    if (value !== null || !LISTS.has(key)) continue;
    yield file.warn("empty-list", [key], `${key} is written without a value`, "list something, or write []");
  }
  for (const section of SECTIONS) {
    for (const key of Object.keys(mapping(get(file.value, section)))) {
      yield* misplaced(file, section, key);
      if (section !== "router_settings" || ROUTER.has(key) || Object.hasOwn(HOME, key)) continue;
      const message = `LiteLLM's router knows no ${shown(key)} and drops it`;
      yield file.warn("unknown-key", [section, key], message, "take it out, or correct its name");
    }
  }
}

function* misplaced(file: ConfigFile, section: string, key: string): Iterable<Problem> {
  const home = Object.hasOwn(HOME, key) ? HOME[key] : undefined;
  if (home === undefined || home === section || isOldGuardrails(file, section, key)) return;
  const path = section === "" ? [key] : [section, key];
  const where = home === "" ? "at the top of the file" : `under ${home}`;
  const message = `${key} does nothing ${section === "" ? "at the top of the file" : `under ${section}`}`;
  yield file.fail("misplaced-key", path, message, `write it ${where}`);
}

/** The first form of guardrails, without names, did stand under litellm_settings, and is still read. */
function isOldGuardrails({ value }: ConfigFile, section: string, key: string): boolean {
  if (section !== "litellm_settings" || key !== "guardrails") return false;
  return list(get(value, section, key)).every((entry) => get(entry, "guardrail_name") === undefined);
}
