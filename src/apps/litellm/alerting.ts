import type { Facts } from "../../app.ts";
import { fromEnvironment } from "./credentials.ts";
import type { LitellmVariables } from "./variables.ts";

export const slackWebhook = "SLACK_WEBHOOK_URL";
export const discordWebhook = "DISCORD_WEBHOOK_URL";

/** All that LiteLLM 1.108 alerts on by itself; the map of webhooks has to name each. */
const alertTypes = [
  "llm_exceptions",
  "llm_too_slow",
  "llm_requests_hanging",
  "budget_alerts",
  "spend_reports",
  "failed_tracking_spend",
  "db_exceptions",
  "daily_reports",
  "cooldown_deployment",
  "new_model_added",
  "model_deprecation_warnings",
  "outage_alerts",
  "region_outage_alerts",
];

/** The alerting part of general_settings; nothing when alerting is off. */
export function alertingSettings(v: LitellmVariables, facts: Facts): object {
  if (!v.litellm_alerting_enabled) return {};
  const types = v.litellm_alert_types;
  return {
    alerting: ["slack"],
    alerting_threshold: v.litellm_alerting_threshold,
    ...(types.length > 0 && { alert_types: types }),
    ...(hasBoth(facts) && { alert_to_webhook_url: toBoth(types.length > 0 ? types : alertTypes) }),
  };
}

/** The environment variable that holds LiteLLM's only webhook, or the first of two. */
export function alertingEnvironment(v: LitellmVariables, facts: Facts): Record<string, AlertingSetting> {
  if (!v.litellm_alerting_enabled) return {};
  const slack = facts.has("litellm_slack_webhook_url");
  const discord = facts.has("litellm_discord_webhook_url");
  return {
    ...(slack && { [slackWebhook]: "litellm_slack_webhook_url" as const }),
    ...(discord && { [slack ? discordWebhook : slackWebhook]: "litellm_discord_webhook_url" as const }),
  };
}

export type AlertingSetting = "litellm_slack_webhook_url" | "litellm_discord_webhook_url";

/** Discord takes what LiteLLM sends, a Slack message, at its own URL with `/slack` behind it. */
export function webhookUrl(v: LitellmVariables, setting: AlertingSetting): string {
  const url = v[setting] ?? "";
  return setting === "litellm_discord_webhook_url" ? `${url.replace(/(\/slack)?\/*$/, "")}/slack` : url;
}

function hasBoth(facts: Facts): boolean {
  return facts.has("litellm_slack_webhook_url") && facts.has("litellm_discord_webhook_url");
}

function toBoth(types: readonly string[]): object {
  const urls = [fromEnvironment(slackWebhook), fromEnvironment(discordWebhook)];
  return Object.fromEntries(types.map((type) => [type, urls]));
}
