import type { Facts } from "../../app.ts";
import { alertingEnvironment } from "./alerting.ts";
import { apiBase, configuredCredentials, credentials, isConfigured } from "./credentials.ts";
import { aporiaConfigured } from "./guardrails.ts";
import { ownModelUrls } from "./own-models.ts";
import type { LitellmVariables } from "./variables.ts";

/**
 * URLs that LiteLLM's pods call besides the offers they use: providers, Langfuse, guardrails, webhooks. Webhooks
 * are secret, so only their hosts are told.
 */
export function outboundUrls(v: LitellmVariables, facts: Facts): string[] {
  const realtime = isConfigured(credentials.usEast2, facts) ? v.azure_openai_realtime_api_base : null;
  const urls = [
    ...configuredCredentials(facts).map((credential) => apiBase(credential, v)),
    realtime,
    ...v.litellm_models.flatMap((entry) => ownModelUrls(entry, v)),
    v.litellm_langfuse_enabled && v.litellm_langfuse_host,
    ...guardrailUrls(v, facts),
    ...Object.values(alertingEnvironment(v, facts)).map((setting) => webhookHosts[setting]),
  ];
  return [...new Set(urls.filter((url): url is string => typeof url === "string" && url !== ""))];
}

const webhookHosts = {
  litellm_slack_webhook_url: "https://hooks.slack.com",
  litellm_discord_webhook_url: "https://discord.com",
} as const;

function guardrailUrls(v: LitellmVariables, facts: Facts): (string | null | false)[] {
  const external = v.litellm_guardrails_enabled;
  return [
    external && facts.has("litellm_lakera_api_key") && v.litellm_lakera_api_base,
    external && aporiaConfigured(facts) && v.litellm_aporia_api_base,
    v.litellm_presidio_enabled && v.litellm_presidio_analyzer_url,
    v.litellm_presidio_enabled && v.litellm_presidio_anonymizer_url,
  ];
}
