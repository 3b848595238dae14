import type { Facts } from "../../app.ts";
import { alertingEnvironment, webhookUrl } from "./alerting.ts";
import { configuredCredentials, credentialEnvironment } from "./credentials.ts";
import { aporiaConfigured } from "./guardrails.ts";
import { providerKeySources } from "./provider-keys.ts";
import type { LitellmSetting, LitellmVariables } from "./variables.ts";

/** The Secret that holds every secret of the container's environment, each under the variable's name. */
export const secretName = "litellm-secret";

/** The Secret of the migration Job, which runs before the other one is there and needs the database alone. */
export const migrationSecretName = "litellm-migration";

/** What the Secret holds: every name of `secretVariables` with its value. Secret. */
export function secretData(v: LitellmVariables, facts: Facts): Record<string, string> {
  const sources = secretSources(v, facts);
  return Object.fromEntries(Object.entries(sources).map(([name, value]) => [name, value(v, facts)]));
}

/** The names in the Secret, without touching a value. */
export function secretVariables(v: LitellmVariables, facts: Facts): string[] {
  return Object.keys(secretSources(v, facts));
}

type Source = (v: LitellmVariables, facts: Facts) => string;

/** Where each secret comes from; presence is asked without reading, so that the names alone are no secret. */
function secretSources(v: LitellmVariables, facts: Facts): Record<string, Source> {
  const present = Object.entries(secretSettings(v, facts)).filter(([, setting]) => facts.has(setting));
  return {
    ...Object.fromEntries(
      present.map(([name, setting]) => [name, (all: LitellmVariables) => String(all[setting])]),
    ),
    ...providerKeySources(facts),
    DATABASE_URL: (all) => all.litellm_database_url,
    ...(asksForPassword(facts) && { REDIS_PASSWORD: cachePassword }),
    ...webhooks(v, facts),
  };
}

type SecretSettings = Record<string, LitellmSetting>;

/** The secrets that are settings as they stand, of what is switched on. */
function secretSettings(v: LitellmVariables, facts: Facts): SecretSettings {
  const providers: [string, LitellmSetting][] = configuredCredentials(facts).map((credential) => [
    credentialEnvironment(credential).key,
    credential.key,
  ]);
  return {
    LITELLM_MASTER_KEY: "litellm_master_key",
    LITELLM_SALT_KEY: "litellm_salt_key",
    ...when(v.litellm_ui_enabled, { UI_PASSWORD: "litellm_ui_password" }),
    ...Object.fromEntries(providers),
    ...when(v.litellm_oidc_enabled, { GENERIC_CLIENT_SECRET: "litellm_oidc_client_secret" }),
    ...when(v.litellm_langfuse_enabled, {
      LANGFUSE_PUBLIC_KEY: "litellm_langfuse_public_key",
      LANGFUSE_SECRET_KEY: "litellm_langfuse_secret_key",
    }),
    ...when(v.litellm_guardrails_enabled, { LAKERA_API_KEY: "litellm_lakera_api_key" }),
    ...when(v.litellm_guardrails_enabled && aporiaConfigured(facts), {
      APORIA_API_KEY: "litellm_aporia_api_key",
    }),
  };
}

function when(on: boolean, settings: SecretSettings): SecretSettings {
  return on ? settings : {};
}

function asksForPassword(facts: Facts): boolean {
  const cache = facts.offer("cache");
  return cache !== undefined && cache.shared?.password !== false;
}

function cachePassword(_v: LitellmVariables, facts: Facts): string {
  return facts.grant("cache-tenant")?.password ?? "";
}

function webhooks(v: LitellmVariables, facts: Facts): Record<string, Source> {
  return Object.fromEntries(
    Object.entries(alertingEnvironment(v, facts)).map(([name, setting]) => [
      name,
      (all: LitellmVariables) => webhookUrl(all, setting),
    ]),
  );
}
