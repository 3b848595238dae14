/** Names that LiteLLM 1.108.10 and its Prometheus client serve at /metrics/ (read from its source). */
const served = new Set([
  "litellm_proxy_total_requests_metric_total",
  "litellm_proxy_failed_requests_metric_total",
  "litellm_request_total_latency_metric_bucket",
  "litellm_llm_api_latency_metric_bucket",
  "litellm_llm_api_time_to_first_token_metric_bucket",
  "litellm_input_tokens_metric_total",
  "litellm_output_tokens_metric_total",
  "litellm_spend_metric_total",
  "litellm_deployment_total_requests_total",
  "litellm_deployment_failure_responses_total",
  "litellm_deployment_successful_fallbacks_total",
  "litellm_deployment_failed_fallbacks_total",
  "litellm_deployment_cooled_down_total",
  "litellm_deployment_state",
  "litellm_cache_hits_metric_total",
  "litellm_cache_misses_metric_total",
  "litellm_callback_logging_failures_metric_total",
  "litellm_in_flight_requests",
  "litellm_postgres_latency_bucket",
  "litellm_postgres_failed_requests_total",
  "litellm_redis_latency_bucket",
  "litellm_redis_failed_requests_total",
]);

/** Labels that look like metrics. */
const labels = new Set(["litellm_model_name"]);

/** The metrics in a query that LiteLLM does not have. */
export function unknownMetrics(query: string): string[] {
  return [...query.matchAll(/\blitellm_\w+/g)]
    .map(([name]) => name)
    .filter((name) => !served.has(name) && !labels.has(name));
}
