import { azure } from "./platform.ts";

/** Every account of the catalogue. */
export const providers = {
  ...azure,
  azure_anthropic_api_key: "anthropic-key",
  azure_anthropic_api_base: "https://my-foundry.services.ai.azure.com/anthropic/",
  azure_cohere_embed_api_key: "embed-key",
  azure_cohere_embed_api_base: "https://my-embed.eastus2.models.ai.azure.com",
  azure_cohere_rerank_api_key: "rerank-key",
  azure_cohere_rerank_api_base: "https://my-rerank.eastus2.models.ai.azure.com",
} as const;

/** Everything that can be on. */
export const everything = {
  ...providers,
  azure_openai_realtime_api_base: "https://my-realtime.openai.azure.com/",
  monitoring_enabled: true,
  tracing_enabled: true,
  keycloak_enabled: true,
  rustfs_enabled: true,
  litellm_replicas: 3,
  litellm_workers: 2,
  litellm_db_instances: 3,
  litellm_ui_password: "ui-password-of-someone",
  litellm_oidc_client_secret: "oidc-secret",
  litellm_oidc_role_groups: { proxy_admin: ["platform 'admins'"] },
  litellm_oidc_allowed_domains: ["example.com", "example.org"],
  litellm_s3_access_key: "s3-access",
  litellm_s3_secret_key: "s3-secret",
  litellm_langfuse_public_key: "pk-lf",
  litellm_langfuse_secret_key: "sk-lf",
  litellm_slack_webhook_url: "https://hooks.slack.com/services/slack-secret",
  litellm_discord_webhook_url: "https://discord.com/api/webhooks/1/discord-secret",
  litellm_lakera_api_key: "lakera-key",
  litellm_aporia_api_key: "aporia-key",
  litellm_aporia_api_base: "https://aporia.example.com/x",
  litellm_presidio_analyzer_url: "http://presidio-analyzer.ai.svc:3000",
  litellm_presidio_anonymizer_url: "http://presidio-anonymizer.ai.svc:3000",
  litellm_prompt_injection_check: true,
  litellm_max_budget: 250,
  litellm_model_rate_limits: { "gpt-5": { rpm: 60, tpm: 100000 } },
  litellm_fallbacks: { "gpt-5": ["gpt-5-mini", "gpt-4.1"] },
  litellm_access_groups: { research: ["o3"] },
} as const;
