import type { LitellmVariables } from "./variables.ts";

/** One alert; in its texts Prometheus replaces `{{ … }}`. */
interface Alert {
  readonly name: string;
  readonly expr: string;
  readonly for: string;
  readonly severity: "critical" | "warning";
  readonly summary: string;
  readonly description: string;
}

/**
 * Groups of a PrometheusRule. Names and labels of the metrics are those of LiteLLM 1.108. The database has the
 * alerts of the PostgreSQL operator.
 */
export function alertGroups(v: LitellmVariables): object[] {
  const scope = `namespace="${v.litellm_namespace}"`;
  const groups = [
    { name: "litellm", alerts: [down(scope), errors(scope), callbacksFailing(scope)] },
    { name: "litellm-models", alerts: [modelFailing(scope), fallbacksFailing(scope)] },
    { name: "litellm-dependencies", alerts: [databaseFailing(scope), cacheFailing(scope)] },
  ];
  return groups.map(({ name, alerts }) => ({ name, rules: alerts.map(ruleOf) }));
}

function ruleOf({ name, expr, for: pending, severity, summary, description }: Alert): object {
  return { alert: name, expr, for: pending, labels: { severity }, annotations: { summary, description } };
}

function down(scope: string): Alert {
  return {
    name: "LiteLLMDown",
    expr: `absent(up{job="litellm", ${scope}} == 1)`,
    for: "5m",
    severity: "critical",
    summary: "LiteLLM is down",
    description:
      "No pod has answered Prometheus for five minutes. When the pods are ready, the scrape itself fails: its key is " +
      "the master key in the Secret litellm-secret. Otherwise read the log of the pods, and look at the database.",
  };
}

/** Errors of the caller, such as a wrong key, are none of LiteLLM's; a few calls a day make no rate. */
function errors(scope: string): Alert {
  const all = `sum(rate(litellm_proxy_total_requests_metric_total{${scope}}[10m]))`;
  const failed = `sum(rate(litellm_proxy_total_requests_metric_total{${scope}, status_code=~"5.."}[10m]))`;
  return {
    name: "LiteLLMErrors",
    expr: `${failed} / ${all} > 0.1 and ${all} > 0.02`,
    for: "10m",
    severity: "critical",
    summary: "LiteLLM answers {{ $value | humanizePercentage }} of all calls with a server error",
    description:
      "More than a tenth for ten minutes, after retries and fallbacks. The dashboard tells whether one model or all " +
      "of them fail; all of them point to the database, the cache or the way out of the cluster.",
  };
}

function callbacksFailing(scope: string): Alert {
  return {
    name: "LiteLLMCallbackFailing",
    expr: `sum by (callback_name) (increase(litellm_callback_logging_failures_metric_total{${scope}}[15m])) > 0`,
    for: "15m",
    severity: "warning",
    summary: "LiteLLM cannot deliver to {{ $labels.callback_name }}",
    description:
      "Calls are answered, but traces or logs of them are lost. The log of the pods names the reason.",
  };
}

/** A bad request says nothing about the provider. */
function modelFailing(scope: string): Alert {
  const by = "sum by (litellm_model_name, api_provider)";
  const failed = `litellm_deployment_failure_responses_total{${scope}, exception_status!~"400|422"}`;
  const all = `litellm_deployment_total_requests_total{${scope}}`;
  return {
    name: "LiteLLMModelFailing",
    expr: `${by} (rate(${failed}[10m])) / ${by} (rate(${all}[10m])) > 0.5`,
    for: "10m",
    severity: "warning",
    summary: "{{ $labels.litellm_model_name }} at {{ $labels.api_provider }} fails more often than not",
    description:
      "{{ $value | humanizePercentage }} of the calls to this deployment failed in the last ten minutes. Fallbacks may " +
      "hide it. Usual causes: an expired key (401), a used-up quota (429), a deployment that is gone (404).",
  };
}

function fallbacksFailing(scope: string): Alert {
  return {
    name: "LiteLLMFallbacksFailing",
    expr: `sum by (requested_model) (increase(litellm_deployment_failed_fallbacks_total{${scope}}[15m])) > 3`,
    for: "5m",
    severity: "warning",
    summary: "Nothing answers instead of {{ $labels.requested_model }}",
    description:
      "The model fails, and so do the models that litellm_fallbacks names for it: callers get errors.",
  };
}

function databaseFailing(scope: string): Alert {
  return {
    name: "LiteLLMDatabaseFailing",
    expr: `sum(rate(litellm_postgres_failed_requests_total{${scope}}[10m])) > 0.05`,
    for: "10m",
    severity: "critical",
    summary: "LiteLLM cannot use its database",
    description:
      "Without the database no virtual key is accepted and no spend is counted. Look at the Cluster " +
      "litellm-postgresql, and for `too many clients` at its max_connections.",
  };
}

function cacheFailing(scope: string): Alert {
  return {
    name: "LiteLLMCacheFailing",
    expr: `sum(rate(litellm_redis_failed_requests_total{${scope}}[10m])) > 0.05`,
    for: "10m",
    severity: "warning",
    summary: "LiteLLM cannot use its cache",
    description:
      "Answers are no longer cached, and each pod counts rate limits for itself, so that they are looser than " +
      "configured. NOPERM in the log means that the cache's ACL lacks a key or a command.",
  };
}
