import { describe, expect, it } from "vitest";
import { everything, providers } from "./configurations.ts";
import { azure, cachePassword, needed, platform, variablesOf } from "./platform.ts";

type Settings = Readonly<Record<string, unknown>>;

function environment(settings: Settings): Record<string, string | undefined> {
  const entries = variablesOf(settings).litellm_env;
  return Object.fromEntries(entries.map((entry) => [entry.name, "value" in entry ? entry.value : undefined]));
}

function secretNames(settings: Settings): string[] {
  return variablesOf(settings).litellm_env.flatMap((entry) =>
    "valueFrom" in entry ? [entry.valueFrom.secretKeyRef.key] : [],
  );
}

const secrets = (settings: Settings) =>
  platform(settings).value("litellm_secret_data") as Readonly<Record<string, string>>;

describe.each<[string, Settings]>([
  ["nothing more", {}],
  ["two accounts", azure],
  ["every account", providers],
  ["everything", everything],
  [
    "everything, as root, without the admin page",
    { ...everything, litellm_run_as_root: true, litellm_ui_enabled: false },
  ],
  ["guardrails switched off", { ...everything, litellm_guardrails_enabled: false }],
])("with %s", (_what, settings) => {
  it("every variable that config.yaml names is supplied", () => {
    const config = JSON.stringify(variablesOf(settings).litellm_config);
    const named = [...config.matchAll(/os\.environ\/([A-Z0-9_]+)/g)].map(([, name]) => name);
    const supplied = variablesOf(settings).litellm_env.map(({ name }) => name);
    expect(named.filter((name) => !supplied.includes(String(name)))).toEqual([]);
  });

  it("none is supplied twice", () => {
    const names = variablesOf(settings).litellm_env.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
  });

  it("the Secret holds just what the container refers to, and each has a value", () => {
    expect(Object.keys(secrets(settings))).toEqual(secretNames(settings));
    expect(Object.values(secrets(settings)).filter((value) => value === "")).toEqual([]);
  });

  it("no secret is among the plain values", () => {
    const plain = Object.values(environment(settings)).join("\n");
    expect(Object.values(secrets(settings)).filter((secret) => plain.includes(secret))).toEqual([]);
  });
});

describe("plain values", () => {
  it.each<[string, Settings, Record<string, string | undefined>]>([
    [
      "a read-only file system",
      {},
      {
        LITELLM_NON_ROOT: "true",
        LITELLM_MIGRATION_DIR: "/app/migrations",
        LITELLM_UI_PATH: "/app/var/litellm/ui",
      },
    ],
    [
      "the old way",
      { litellm_run_as_root: true },
      { LITELLM_NON_ROOT: undefined, LITELLM_MIGRATION_DIR: undefined },
    ],
    ["one pod migrates itself", {}, { DISABLE_SCHEMA_UPDATE: undefined }],
    ["several leave it to the Job", { litellm_replicas: 2 }, { DISABLE_SCHEMA_UPDATE: "true" }],
    [
      "several workers",
      { litellm_workers: 2, monitoring_enabled: true },
      { NUM_WORKERS: "2", TIMEOUT_WORKER_HEALTHCHECK: "60", PROMETHEUS_MULTIPROC_DIR: "/tmp/metrics" },
    ],
    [
      "one worker",
      { monitoring_enabled: true },
      { NUM_WORKERS: undefined, TIMEOUT_WORKER_HEALTHCHECK: undefined, PROMETHEUS_MULTIPROC_DIR: undefined },
    ],
    [
      "origins",
      { litellm_cors_origins: ["https://chat.example.org", "https://page.example.com"] },
      {
        LITELLM_CORS_ORIGINS: "https://litellm.example.com,https://page.example.com,https://chat.example.org",
        LITELLM_CORS_ALLOW_CREDENTIALS: "false",
      },
    ],
    [
      "the public URL with its scheme",
      { litellm_subdomain: "llm" },
      { PROXY_BASE_URL: "https://llm.example.com" },
    ],
    ["no admin page", { litellm_ui_enabled: false }, { DISABLE_ADMIN_UI: "True", UI_USERNAME: undefined }],
    [
      "an account's URL",
      everything,
      {
        AZURE_OPENAI_US_EAST_API_BASE: "https://my-east.openai.azure.com",
        AZURE_OPENAI_US_EAST_API_VERSION: "2025-01-01-preview",
        AZURE_ANTHROPIC_API_BASE: "https://my-foundry.services.ai.azure.com/anthropic",
        AZURE_OPENAI_REALTIME_API_BASE: "https://my-realtime.openai.azure.com",
      },
    ],
    [
      "sign-in: the browser outside, the pod inside",
      everything,
      {
        GENERIC_AUTHORIZATION_ENDPOINT: "https://auth.example.com/realms/master/protocol/openid-connect/auth",
        GENERIC_TOKEN_ENDPOINT:
          "http://keycloak-service.identity.svc.cluster.local:8080/realms/master/protocol/openid-connect/token",
        GENERIC_USERINFO_ENDPOINT:
          "http://keycloak-service.identity.svc.cluster.local:8080/realms/master/protocol/openid-connect/userinfo",
        GENERIC_SCOPE: "openid profile email",
        GENERIC_ROLE_MAPPINGS_ROLES: `{"proxy_admin":["platform 'admins'"]}`,
        ALLOWED_EMAIL_DOMAINS: "example.com,example.org",
      },
    ],
    ["no sign-in", { keycloak_enabled: true }, { GENERIC_CLIENT_ID: undefined, GENERIC_SCOPE: undefined }],
    [
      "traces",
      everything,
      { OTEL_EXPORTER: "otlp_http", OTEL_ENDPOINT: "http://tempo.monitoring.svc.cluster.local:4318" },
    ],
    [
      "no traces",
      { ...everything, litellm_tracing_enabled: false },
      { OTEL_EXPORTER: undefined, OTEL_ENDPOINT: undefined },
    ],
    ["Langfuse", everything, { LANGFUSE_OTEL_HOST: "https://cloud.langfuse.com" }],
    ["no second way to the cache", everything, { REDIS_URL: undefined, REDIS_HOST: undefined }],
    [
      "text that Helm would evaluate",
      { litellm_ui_username: "{{ x }}$(y)" },
      { UI_USERNAME: '{{ "{{" }} x }}$$(y)' },
    ],
  ])("%s", (_what, settings, expected) => {
    const all = environment(settings);
    expect(Object.fromEntries(Object.keys(expected).map((name) => [name, all[name]]))).toEqual(expected);
  });
});

describe("secrets", () => {
  it.each<[string, Settings, Record<string, string | undefined>]>([
    [
      "the least",
      {},
      {
        LITELLM_MASTER_KEY: needed.litellm_master_key,
        REDIS_PASSWORD: cachePassword,
        UI_PASSWORD: undefined,
      },
    ],
    ["a password of the page's own", everything, { UI_PASSWORD: "ui-password-of-someone" }],
    [
      "the database's URL, escaped",
      { litellm_db_password: "p@ss/w:rd" },
      {
        DATABASE_URL:
          "postgresql://litellm:p%40ss%2Fw%3Ard@litellm-postgresql-rw.ai-system.svc.cluster.local:5432/litellm?sslmode=require",
      },
    ],
    [
      "Discord in Slack's clothes",
      { litellm_discord_webhook_url: "https://discord.com/api/webhooks/1/x/" },
      { SLACK_WEBHOOK_URL: "https://discord.com/api/webhooks/1/x/slack", DISCORD_WEBHOOK_URL: undefined },
    ],
    [
      "both webhooks",
      everything,
      {
        SLACK_WEBHOOK_URL: "https://hooks.slack.com/services/slack-secret",
        DISCORD_WEBHOOK_URL: "https://discord.com/api/webhooks/1/discord-secret/slack",
      },
    ],
    [
      "any characters",
      { azure_openai_us_east_api_key: 'a"b\n{{ ${x}', azure_openai_us_east_resource_name: "r1" },
      { AZURE_OPENAI_US_EAST_API_KEY: 'a"b\n{{ ${x}' },
    ],
  ])("%s", (_what, settings, expected) => {
    const all = secrets(settings);
    expect(Object.fromEntries(Object.keys(expected).map((name) => [name, all[name]]))).toEqual(expected);
  });
});

it("the migration Job gets the database alone", () => {
  const entries = variablesOf({ ...everything }).litellm_migration_env;
  const keys = entries.flatMap((entry) => ("valueFrom" in entry ? [entry.name] : []));
  expect(keys).toEqual(["DATABASE_URL"]);
  expect(entries).toContainEqual({ name: "DISABLE_SCHEMA_UPDATE", value: "false" });
});
