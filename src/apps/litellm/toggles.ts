import type { Toggle } from "../../app.ts";

/** LiteLLM's switches; the first turns it on. */
export const toggles: readonly Toggle[] = [
  {
    name: "litellm_enabled",
    needs: ["litellm_master_key", "litellm_salt_key", "litellm_db_password"],
    offers: ["postgresql", "cache"],
  },
  { name: "litellm_ui_enabled", needs: [] },
  {
    name: "litellm_backup_enabled",
    needs: ["litellm_s3_access_key", "litellm_s3_secret_key"],
    offers: ["object-store"],
  },
  {
    name: "litellm_recovery_enabled",
    needs: ["litellm_s3_access_key", "litellm_s3_secret_key"],
    offers: ["object-store"],
    whenAbsent: false,
  },
  { name: "litellm_oidc_enabled", needs: ["litellm_oidc_client_secret"], offers: ["oidc-issuer"] },
  { name: "litellm_monitoring_enabled", needs: [], offers: ["metrics-collector"] },
  { name: "litellm_tracing_enabled", needs: [], offers: ["trace-collector"] },
  {
    name: "litellm_langfuse_enabled",
    needs: ["litellm_langfuse_public_key", "litellm_langfuse_secret_key"],
  },
  { name: "litellm_alerting_enabled", needs: ["litellm_alerting_configured"] },
  { name: "litellm_guardrails_enabled", needs: ["litellm_guardrail_configured"] },
  {
    name: "litellm_presidio_enabled",
    needs: ["litellm_presidio_analyzer_url", "litellm_presidio_anonymizer_url"],
  },
];
