import { layOut, type Panel, type Section } from "./dashboard-panels.ts";

/**
 * Grafana's dashboard as JSON. Names and labels of the metrics are those of LiteLLM 1.108
 * (litellm/integrations/prometheus.py and prometheus_services.py).
 */
export function dashboard(): string {
  const document = {
    uid: "litellm",
    title: "LiteLLM",
    description: "Requests, tokens, spend, latency and health of the LiteLLM proxy",
    tags: ["ai", "litellm"],
    schemaVersion: 39,
    editable: true,
    refresh: "30s",
    time: { from: "now-6h", to: "now" },
    templating: { list: variables },
    panels: layOut([overview, traffic, latency, cost, reliability, internals]),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

const variables = [
  { name: "datasource", label: "Data source", type: "datasource", query: "prometheus" },
  {
    name: "model",
    label: "Model",
    type: "query",
    datasource: { type: "prometheus", uid: "${datasource}" },
    query: "label_values(litellm_proxy_total_requests_metric_total, requested_model)",
    refresh: 2,
    includeAll: true,
    allValue: ".*",
    multi: true,
    current: { text: "All", value: "$__all" },
  },
];

const requested = 'requested_model=~"$model"';

/** Per-second rate of a counter, summed by the labels. */
function rate(metric: string, by: string, filter = requested): string {
  return `sum by (${by}) (rate(${metric}{${filter}}[$__rate_interval]))`;
}

/** Sum of a counter over the whole time range of the dashboard. */
function total(metric: string, filter = requested): string {
  return `sum(increase(${metric}{${filter}}[$__range]))`;
}

/** A quantile of a histogram, for each value of a label where one is named. */
function quantile(q: number, metric: string, by = "", filter = requested): string {
  const labels = by === "" ? "le" : `le, ${by}`;
  return `histogram_quantile(${q}, sum by (${labels}) (rate(${metric}_bucket{${filter}}[$__rate_interval])))`;
}

function series(
  title: string,
  description: string,
  unit: Panel["unit"],
  queries: Readonly<Record<string, string>>,
  stacked = false,
): Panel {
  const named = Object.entries(queries).map(([legend, expr]) => ({ legend, expr }));
  return { kind: "timeseries", title, description, unit, queries: named, stacked };
}

function stat(title: string, description: string, unit: Panel["unit"], expr: string): Panel {
  return { kind: "stat", title, description, unit, queries: [{ legend: title, expr }] };
}

const requests = "litellm_proxy_total_requests_metric_total";
const failures = "litellm_proxy_failed_requests_metric_total";
const inputTokens = "litellm_input_tokens_metric_total";
const outputTokens = "litellm_output_tokens_metric_total";
const spend = "litellm_spend_metric_total";
const hits = "litellm_cache_hits_metric_total";
const misses = "litellm_cache_misses_metric_total";

const overview: Section = {
  title: "Overview",
  panels: [
    stat("Requests", "Calls in the time range, failed ones included", "short", total(requests)),
    stat(
      "Errors",
      "Share of calls that LiteLLM answered with an error",
      "percentunit",
      `${total(failures)} / (${total(requests)} > 0)`,
    ),
    stat("Tokens", "Read and written", "short", `${total(inputTokens)} + ${total(outputTokens)}`),
    stat("Spend", "By LiteLLM's price list", "currencyUSD", total(spend)),
    stat(
      "Cache hits",
      "Share of cacheable calls that the cache answered",
      "percentunit",
      `${total(hits, "")} / ((${total(hits, "")} + ${total(misses, "")}) > 0)`,
    ),
    stat("In flight", "Calls that wait for their answer now", "none", "sum(litellm_in_flight_requests)"),
  ],
};

const traffic: Section = {
  title: "Traffic",
  panels: [
    series("Requests by model", "Models as clients name them", "reqps", {
      "{{requested_model}}": rate(requests, "requested_model"),
    }),
    series("Requests by status", "Status that the client got", "reqps", {
      "{{status_code}}": rate(requests, "status_code"),
    }),
    series("In flight by pod", "Calls that wait for their answer", "none", {
      "{{pod}}": "sum by (pod) (litellm_in_flight_requests)",
    }),
  ],
};

const answered = "litellm_request_total_latency_metric";
const firstToken = "litellm_llm_api_time_to_first_token_metric";
const provider = "litellm_llm_api_latency_metric";

const latency: Section = {
  title: "Latency",
  panels: [
    series("Answer", "From the request to the end of the answer, all models together", "s", {
      p50: quantile(0.5, answered),
      p95: quantile(0.95, answered),
      p99: quantile(0.99, answered),
    }),
    series("Answer by model, p95", "What one call in twenty exceeds", "s", {
      "{{requested_model}}": quantile(0.95, answered, "requested_model"),
    }),
    series("First token by model, p95", "Of streamed answers", "s", {
      "{{requested_model}}": quantile(0.95, firstToken, "requested_model"),
    }),
    series("Provider by model, p95", "What the provider takes of it; the rest is LiteLLM's own", "s", {
      "{{requested_model}}": quantile(0.95, provider, "requested_model"),
    }),
  ],
};

const cost: Section = {
  title: "Tokens and spend",
  panels: [
    series("Tokens read by model", "Tokens per second of prompts", "short", {
      "{{requested_model}}": rate(inputTokens, "requested_model"),
    }),
    series("Tokens written by model", "Tokens per second of answers", "short", {
      "{{requested_model}}": rate(outputTokens, "requested_model"),
    }),
    series(
      "Spend by model",
      "US dollars in the hour before, by LiteLLM's price list",
      "currencyUSD",
      { "{{requested_model}}": `sum by (requested_model) (increase(${spend}{${requested}}[1h]))` },
      true,
    ),
    series(
      "Spend by key",
      "US dollars in the hour before",
      "currencyUSD",
      { "{{api_key_alias}}": `sum by (api_key_alias) (increase(${spend}{${requested}}[1h]))` },
      true,
    ),
    series("Cache hits by model", "Share of cacheable calls that the cache answered", "percentunit", {
      "{{model}}": `${rate(hits, "model", "")} / (${rate(hits, "model", "")} + ${rate(misses, "model", "")})`,
    }),
  ],
};

const reliability: Section = {
  title: "Errors and fallbacks",
  panels: [
    series("Errors by class", "Answers with an error, by its class and status", "reqps", {
      "{{exception_class}} {{exception_status}}": rate(failures, "exception_class, exception_status"),
    }),
    series("Errors by model", "Answers with an error", "reqps", {
      "{{requested_model}}": rate(failures, "requested_model"),
    }),
    series(
      "Errors of providers",
      "Failed calls to a deployment; retries and fallbacks may have hidden them",
      "reqps",
      {
        "{{litellm_model_name}} {{exception_status}}": rate(
          "litellm_deployment_failure_responses_total",
          "litellm_model_name, exception_status",
        ),
      },
    ),
    series("Fallbacks", "Calls that another model was asked for", "reqps", {
      "{{requested_model}} to {{fallback_model}}": rate(
        "litellm_deployment_successful_fallbacks_total",
        "requested_model, fallback_model",
      ),
      "{{requested_model}} to {{fallback_model}}, failed": rate(
        "litellm_deployment_failed_fallbacks_total",
        "requested_model, fallback_model",
      ),
    }),
    series("State of deployments", "0 works, 1 failed last, 2 rests after failures", "none", {
      "{{litellm_model_name}}": "max by (litellm_model_name) (litellm_deployment_state)",
    }),
    series("Cooldowns", "Deployments that were sent to rest", "reqps", {
      "{{litellm_model_name}} {{exception_status}}": rate(
        "litellm_deployment_cooled_down_total",
        "litellm_model_name, exception_status",
        "",
      ),
    }),
  ],
};

const internals: Section = {
  title: "Database, cache and memory",
  panels: [
    series("Latency of database and cache, p95", "Of single operations", "s", {
      PostgreSQL: quantile(0.95, "litellm_postgres_latency", "", ""),
      cache: quantile(0.95, "litellm_redis_latency", "", ""),
    }),
    series("Errors of database and cache", "Failed operations", "reqps", {
      "PostgreSQL {{error_class}}": rate("litellm_postgres_failed_requests_total", "error_class", ""),
      "cache {{error_class}}": rate("litellm_redis_failed_requests_total", "error_class", ""),
    }),
    series("Memory by pod", "Resident memory of the proxy's process", "bytes", {
      "{{pod}}": 'sum by (pod) (process_resident_memory_bytes{job="litellm"})',
    }),
  ],
};
