import { describe, expect, it } from "vitest";
import { everything, providers } from "./configurations.ts";
import { azure, found, platform, variablesOf } from "./platform.ts";

type Settings = Readonly<Record<string, unknown>>;

interface Config {
  readonly model_list: readonly {
    readonly model_name: string;
    readonly litellm_params: Readonly<Record<string, unknown>>;
    readonly model_info: Readonly<Record<string, unknown>>;
  }[];
  readonly credential_list: readonly { readonly credential_name: string; readonly credential_info: object }[];
  readonly litellm_settings: Readonly<Record<string, unknown>>;
  readonly router_settings: Readonly<Record<string, unknown>>;
  readonly general_settings: Readonly<Record<string, unknown>>;
  readonly guardrails?: readonly { readonly guardrail_name: string }[];
}

function config(settings: Settings = {}): Config {
  return variablesOf(settings).litellm_config as Config;
}

function paramsOf(settings: Settings, name: string) {
  return config(settings).model_list.find((model) => model.model_name === name)?.litellm_params;
}

describe("model_list", () => {
  it("is an empty list without a provider", () => {
    expect(config().model_list).toEqual([]);
    expect(config().credential_list).toEqual([]);
  });

  it.each([
    ["no account", {}, 0],
    ["one region", { azure_openai_us_east_api_key: "k", azure_openai_us_east_resource_name: "r" }, 7],
    ["both regions", azure, 19],
    ["every account", providers, 25],
    ["two switched off", { ...providers, litellm_disabled_models: ["gpt-audio", "o3"] }, 23],
    ["a key without its place", { azure_openai_us_east_api_key: "k" }, 0],
  ])("with %s", (_what, settings, models) => {
    expect(config(settings).model_list).toHaveLength(models);
  });

  it.each([
    ["gpt-4.1", "azure/gpt-4.1", "azure_openai_us_east"],
    ["gpt-5", "azure/gpt-5", "azure_openai_us_east2"],
    ["claude-opus-4-5", "azure_ai/claude-opus-4-5", "azure_anthropic"],
    ["cohere-embed-v-4-0", "azure_ai/cohere-embed-v-4-0", "azure_cohere_embed"],
    ["cohere-rerank-v3.5", "azure_ai/cohere-rerank-v3.5", "azure_cohere_rerank"],
  ])("calls %s as %s with %s", (name, model, credential) => {
    expect(paramsOf(providers, name)).toMatchObject({ model, litellm_credential_name: credential });
  });

  it("names only credentials that are listed, each with credential_info", () => {
    const { model_list: models, credential_list: listed } = config(everything);
    const used = models.flatMap(({ litellm_params: params }) => params.litellm_credential_name ?? []);
    expect(new Set(used)).toEqual(new Set(listed.map((one) => one.credential_name)));
    expect(listed.every((one) => "description" in one.credential_info)).toBe(true);
  });

  it("has a mode, a price and an access group for every model", () => {
    for (const { model_info: info } of config(providers).model_list) {
      expect(info).toMatchObject({ mode: expect.any(String), base_model: expect.any(String) });
      expect(info.access_groups).not.toEqual([]);
    }
  });

  it("never streams for longer than the whole answer may take", () => {
    for (const { litellm_params: params } of config(providers).model_list) {
      expect(Number(params.stream_timeout ?? 0)).toBeLessThanOrEqual(Number(params.timeout));
    }
  });

  it("calls the realtime models at their own resource when there is one", () => {
    expect(paramsOf(everything, "gpt-realtime")).toMatchObject({
      api_base: "os.environ/AZURE_OPENAI_REALTIME_API_BASE",
      api_key: "os.environ/AZURE_OPENAI_US_EAST2_API_KEY",
    });
    expect(paramsOf(everything, "gpt-realtime")).not.toHaveProperty("litellm_credential_name");
    expect(paramsOf(azure, "gpt-realtime")).toMatchObject({
      litellm_credential_name: "azure_openai_us_east2",
    });
  });

  it("carries rate limits and further access groups", () => {
    expect(paramsOf(everything, "gpt-5")).toMatchObject({ rpm: 60, tpm: 100000 });
    const o3 = config(everything).model_list.find((model) => model.model_name === "o3");
    expect(o3?.model_info.access_groups).toEqual(["premium-models", "research"]);
  });
});

describe("settings", () => {
  it.each<[string, Settings, keyof Config, object]>([
    [
      "callbacks only for what is there",
      {},
      "litellm_settings",
      { callbacks: undefined, service_callback: undefined },
    ],
    [
      "a callback for each of what is there",
      everything,
      "litellm_settings",
      { callbacks: ["prometheus", "otel", "langfuse_otel", "detect_prompt_injection"] },
    ],
    [
      "the cache under its own user and namespace",
      {},
      "litellm_settings",
      {
        cache_params: {
          type: "redis",
          host: "dragonfly.cache.svc.cluster.local",
          port: 6379,
          username: "litellm",
          password: "os.environ/REDIS_PASSWORD",
          namespace: "litellm",
          ttl: 600,
          supported_call_types: ["acompletion", "aembedding"],
        },
      },
    ],
    [
      "a budget with its duration",
      everything,
      "litellm_settings",
      { max_budget: 250, budget_duration: "30d" },
    ],
    ["no budget", {}, "litellm_settings", { max_budget: undefined, budget_duration: undefined }],
    [
      "fallbacks where the router reads them",
      everything,
      "router_settings",
      { fallbacks: [{ "gpt-5": ["gpt-5-mini", "gpt-4.1"] }] },
    ],
    [
      "limits that refuse",
      everything,
      "router_settings",
      { optional_pre_call_checks: ["enforce_model_rate_limits"] },
    ],
    [
      "limits that weigh",
      { ...everything, litellm_model_rate_limits_enforced: false },
      "router_settings",
      { optional_pre_call_checks: undefined },
    ],
    [
      "the whole pool for one worker",
      {},
      "general_settings",
      { database_connection_pool_limit: 80, use_redis_transaction_buffer: undefined },
    ],
    [
      "shared pools",
      everything,
      "general_settings",
      { database_connection_pool_limit: 13, use_redis_transaction_buffer: true },
    ],
    [
      "the proxies in front",
      { gateway_proxy_cidrs: ["10.244.0.0/16"] },
      "general_settings",
      { trusted_proxy_ranges: ["10.244.0.0/16"] },
    ],
    [
      "a proxy of one's own",
      { litellm_trusted_proxy_ranges: ["192.0.2.0/24"] },
      "general_settings",
      { trusted_proxy_ranges: ["192.0.2.0/24"] },
    ],
    ["no alerting", {}, "general_settings", { alerting: undefined, alert_to_webhook_url: undefined }],
    [
      "one webhook",
      { litellm_discord_webhook_url: "https://discord.com/api/webhooks/1/x" },
      "general_settings",
      { alerting: ["slack"], alert_to_webhook_url: undefined },
    ],
    [
      "two webhooks for the chosen alerts",
      { ...everything, litellm_alert_types: ["outage_alerts"] },
      "general_settings",
      {
        alert_types: ["outage_alerts"],
        alert_to_webhook_url: {
          outage_alerts: ["os.environ/SLACK_WEBHOOK_URL", "os.environ/DISCORD_WEBHOOK_URL"],
        },
      },
    ],
    [
      "models from this repository alone",
      {},
      "general_settings",
      { store_model_in_db: false, background_health_checks: false },
    ],
  ])("%s", (_what, settings, part, expected) => {
    const present = config(settings)[part] as Readonly<Record<string, unknown>>;
    const chosen = Object.fromEntries(Object.keys(expected).map((key) => [key, present[key]]));
    expect(chosen).toEqual(expected);
  });

  it("never gives the router a cache of its own", () => {
    expect(Object.keys(config(everything).router_settings).filter((key) => key.startsWith("redis"))).toEqual(
      [],
    );
  });
});

describe("guardrails", () => {
  it.each<[string, Settings, string[] | undefined]>([
    ["none", {}, undefined],
    ["all", everything, ["lakera", "aporia", "presidio"]],
    ["Lakera alone", { litellm_lakera_api_key: "k" }, ["lakera"]],
    ["switched off", { litellm_lakera_api_key: "k", litellm_guardrails_enabled: false }, undefined],
  ])("%s", (_what, settings, names) => {
    expect(config(settings).guardrails?.map((one) => one.guardrail_name)).toEqual(names);
  });
});

describe("the whole", () => {
  it("is in order", () => {
    expect(found(everything)).toEqual([]);
  });

  it("holds no secret", () => {
    const secrets = Object.values(platform(everything).value("litellm_secret_data") as object);
    const text = JSON.stringify(config(everything));
    expect(secrets.filter((secret) => text.includes(String(secret)))).toEqual([]);
  });

  it("gives the pods a reason to be replaced exactly when it changes", () => {
    const hash = (settings: Settings) => variablesOf(settings).litellm_config_hash;
    expect(hash(azure)).toBe(hash({ ...azure, azure_openai_us_east_api_key: "another" }));
    expect(hash(azure)).not.toBe(hash({ ...azure, litellm_num_retries: 3 }));
  });
});
