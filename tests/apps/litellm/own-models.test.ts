import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cycles } from "../../../src/apps/litellm/rules/fallback-cycles.ts";
import { azure, platform, variablesOf } from "./platform.ts";

type Settings = Readonly<Record<string, unknown>>;

interface Deployment {
  readonly model_name: string;
  readonly litellm_params: Readonly<Record<string, unknown>>;
  readonly model_info: Readonly<Record<string, unknown>>;
}

interface Config {
  readonly model_list: readonly Deployment[];
  readonly router_settings: Readonly<Record<string, unknown>>;
}

function config(settings: Settings): Config {
  return variablesOf(settings).litellm_config as Config;
}

/** What the only model becomes. */
function one(model: object, settings: Settings = {}): Deployment | undefined {
  return config({ ...settings, litellm_models: [{ name: "x", ...model }] }).model_list[0];
}

const vllm = { model: "hosted_vllm/org/qwen", api_base: "http://vllm.ml.svc.cluster.local:8000/v1/" };

describe("an entry of litellm_models", () => {
  it.each<[what: string, entry: object, settings: Settings, params: object]>([
    [
      "at OpenAI",
      { model: "openai/gpt-4o" },
      {},
      { model: "openai/gpt-4o", api_key: "os.environ/OPENAI_API_KEY" },
    ],
    ["at Gemini", { model: "gemini/g" }, {}, { model: "gemini/g", api_key: "os.environ/GEMINI_API_KEY" }],
    [
      "at vLLM without a key",
      vllm,
      {},
      { model: "hosted_vllm/org/qwen", api_base: "http://vllm.ml.svc.cluster.local:8000/v1" },
    ],
    ["at vLLM with a key", vllm, { vllm_api_key: "k" }, { api_key: "os.environ/HOSTED_VLLM_API_KEY" }],
    [
      "at a server without a key: OpenAI's must not go there",
      { model: "openai/m", api_base: "http://llm:8000/v1", api_key: "none" },
      { openai_api_key: "k" },
      { api_base: "http://llm:8000/v1", api_key: "none" },
    ],
    [
      "at a server that is not said to have a key",
      { model: "openai/m", api_base: "http://llm:8000/v1" },
      { openai_api_key: "k" },
      { api_key: "none" },
    ],
    [
      "at a server with a key of the map",
      { model: "openai/m", api_base: "https://llm.example.net/v1", api_key: "my_endpoint" },
      { litellm_provider_keys: { my_endpoint: "secret" } },
      { api_key: "os.environ/PROVIDER_KEY_MY_ENDPOINT" },
    ],
    [
      "on Bedrock as an AWS user",
      { model: "bedrock/amazon.nova-lite-v1:0" },
      { aws_region: "eu-central-1" },
      {
        aws_region_name: "eu-central-1",
        aws_access_key_id: "os.environ/AWS_ACCESS_KEY_ID",
        aws_secret_access_key: "os.environ/AWS_SECRET_ACCESS_KEY",
      },
    ],
    [
      "on Bedrock with its key, in a region of its own",
      { model: "bedrock/amazon.nova-lite-v1:0", params: { aws_region_name: "us-west-2" } },
      { aws_region: "eu-central-1", aws_bearer_token_bedrock: "k" },
      { aws_region_name: "us-west-2", api_key: "os.environ/AWS_BEARER_TOKEN_BEDROCK" },
    ],
    [
      "on Azure by an account",
      { model: "azure/mine", credential: "azure_openai_us_east" },
      azure,
      { litellm_credential_name: "azure_openai_us_east" },
    ],
    [
      "with parameters",
      { model: "openai/m", temperature: 0, timeout: 3, num_retries: 0, weight: 2, params: { seed: 7 } },
      {},
      { temperature: 0, timeout: 3, num_retries: 0, weight: 2, seed: 7 },
    ],
    [
      "with a secret parameter",
      { model: "openai/m", secret_params: { organization: "org" } },
      { litellm_provider_keys: { org: "secret" } },
      { organization: "os.environ/PROVIDER_KEY_ORG" },
    ],
    [
      "with a limit from elsewhere",
      { model: "openai/m", rpm: 5 },
      { litellm_model_rate_limits: { x: { rpm: 9 } } },
      { rpm: 9 },
    ],
  ])("%s", (_what, entry, settings, params) => {
    const catalogue = config(settings).model_list.length;
    const models = config({ ...settings, litellm_models: [{ name: "x", ...entry }] }).model_list;
    expect(models[catalogue]?.litellm_params).toMatchObject(params);
  });

  it.each<[what: string, entry: object, info: object]>([
    ["talks, if nothing else is said", { model: "openai/m" }, { mode: "chat" }],
    [
      "costs nothing on a server of one's own",
      { ...vllm, mode: "embedding" },
      { mode: "embedding", input_cost_per_token: 0, output_cost_per_token: 0 },
    ],
    [
      "costs what is said",
      { ...vllm, input_cost_per_token: 0.5, base_model: "b", info: { supports_vision: true } },
      {
        mode: "chat",
        base_model: "b",
        input_cost_per_token: 0.5,
        output_cost_per_token: 0,
        supports_vision: true,
      },
    ],
    ["is in groups", { model: "openai/m", access_groups: ["g"] }, { mode: "chat", access_groups: ["g"] }],
  ])("%s", (_what, entry, info) => {
    expect(one(entry)?.model_info).toEqual(info);
  });

  it("has variants that differ in what they say", () => {
    const entry = {
      name: "gpt-oss-balanced",
      model: "ollama_chat/gpt-oss:20b",
      api_base: "http://host.lima.internal:11434",
      temperature: 0.7,
      access_groups: ["local"],
      variants: {
        "gpt-oss-creative": { temperature: 0.9 },
        "gpt-oss-precise": { temperature: 0.3, top_p: 0.5 },
      },
    };
    const models = config({ litellm_models: [entry] }).model_list;
    expect(models.map(({ model_name }) => model_name)).toEqual([
      "gpt-oss-balanced",
      "gpt-oss-creative",
      "gpt-oss-precise",
    ]);
    const params = models.map(({ litellm_params }) => litellm_params);
    expect(params.map(({ temperature }) => temperature)).toEqual([0.7, 0.9, 0.3]);
    for (const each of params) {
      expect(each).toMatchObject({ model: entry.model, api_base: entry.api_base });
    }
    for (const { model_info } of models) expect(model_info).toEqual(models[0]?.model_info);
  });
});

describe("models of servers in the cluster", () => {
  const claimed = { engine_models: ["qwen3:0.6b"], engine_embedding_models: ["nomic-embed-text"] };

  it("are listed with their URL, and vectors come by the word that LiteLLM has for them", () => {
    const apiBase = "http://engine.models.svc.cluster.local:11434";
    expect(config(claimed).model_list.map(({ litellm_params }) => litellm_params)).toEqual([
      { model: "ollama_chat/qwen3:0.6b", api_base: apiBase },
      { model: "ollama/nomic-embed-text", api_base: apiBase },
    ]);
    expect(variablesOf(claimed).litellm_model_modes).toEqual({
      "qwen3:0.6b": "chat",
      "nomic-embed-text": "embedding",
    });
  });

  it("step back behind the user's own of the same name, and can be switched off", () => {
    const own = { ...claimed, litellm_models: [{ ...vllm, name: "qwen3:0.6b" }] };
    expect(config(own).model_list.map(({ litellm_params: { model } }) => model)).toEqual([
      vllm.model,
      "ollama/nomic-embed-text",
    ]);
    const off = { ...claimed, litellm_disabled_models: ["nomic-embed-text"] };
    expect(config(off).model_list.map(({ model_name }) => model_name)).toEqual(["qwen3:0.6b"]);
  });
});

describe("the router", () => {
  it("is told of everything that changes who answers", () => {
    const settings = {
      ...azure,
      litellm_fallbacks: { o3: ["gpt-5", "gpt-4.1"] },
      litellm_default_fallbacks: ["gpt-4.1-nano"],
      litellm_context_window_fallbacks: { "gpt-4o-mini": ["gpt-4.1"] },
      litellm_content_policy_fallbacks: { "gpt-4.1": ["gpt-5"] },
      litellm_model_aliases: { "gpt-4": "gpt-4.1" },
      litellm_model_retries: { o3: { default: 1, timeout: 0, rate_limit: 3 }, "not-served": { default: 1 } },
      litellm_max_fallbacks: 7,
    };
    expect(config(settings).router_settings).toMatchObject({
      fallbacks: [{ o3: ["gpt-5", "gpt-4.1"] }],
      default_fallbacks: ["gpt-4.1-nano"],
      context_window_fallbacks: [{ "gpt-4o-mini": ["gpt-4.1"] }],
      content_policy_fallbacks: [{ "gpt-4.1": ["gpt-5"] }],
      model_group_alias: { "gpt-4": "gpt-4.1" },
      model_group_retry_policy: {
        o3: { DefaultRetries: 1, TimeoutErrorRetries: 0, RateLimitErrorRetries: 3 },
      },
      max_fallbacks: 7,
    });
    const unserved = ["model_group_retry_policy", "not-served"];
    expect(config(settings).router_settings).not.toHaveProperty(unserved);
  });

  it("enforces the limits of a model of the user's own", () => {
    const limited = { litellm_models: [{ ...vllm, name: "x", rpm: 3 }] };
    expect(config(limited).router_settings.optional_pre_call_checks).toEqual(["enforce_model_rate_limits"]);
    expect(
      config({ ...limited, litellm_model_rate_limits_enforced: false }).router_settings,
    ).not.toHaveProperty("optional_pre_call_checks");
  });
});

describe("what others see", () => {
  const offer = (settings: Settings) => platform(settings).facts("page").offer("openai-api");

  it("are names to ask for: aliases are, wildcards are not, switched-off ones are not", () => {
    const settings = {
      litellm_models: [
        { name: "talks", model: "openai/a" },
        { name: "openai/*", model: "openai/*" },
        { name: "vectors", model: "openai/b", mode: "embedding" },
        { name: "orders", model: "cohere/c", mode: "rerank" },
        { name: "gone", model: "openai/d" },
      ],
      litellm_disabled_models: ["gone"],
      litellm_model_aliases: { speaks: "talks", nothing: "gone" },
    };
    expect(offer(settings)).toMatchObject({
      models: ["talks", "vectors", "orders", "speaks"],
      chatModels: ["talks", "speaks"],
      embeddingModels: ["vectors"],
      rerankModels: ["orders"],
    });
  });
});

it("every key that config.yaml takes from the environment is in the Secret", () => {
  const keys = {
    openai_api_key: "1",
    gemini_api_key: "2",
    vllm_api_key: "3",
    aws_access_key_id: "4",
    aws_secret_access_key: "5",
    litellm_provider_keys: { my_endpoint: "6" },
  };
  expect(variablesOf(keys).litellm_secret_data).toMatchObject({
    OPENAI_API_KEY: "1",
    GEMINI_API_KEY: "2",
    GOOGLE_API_KEY: "2",
    HOSTED_VLLM_API_KEY: "3",
    AWS_ACCESS_KEY_ID: "4",
    AWS_SECRET_ACCESS_KEY: "5",
    PROVIDER_KEY_MY_ENDPOINT: "6",
  });
  expect(
    Object.keys(variablesOf({}).litellm_secret_data).filter((name) => /OPENAI|PROVIDER/.test(name)),
  ).toEqual([]);
});

describe("circles of fallbacks", () => {
  const name = fc.constantFrom("a", "b", "c", "d", "constructor");
  const map = fc.dictionary(name, fc.uniqueArray(name, { maxLength: 3 }), { maxKeys: 5 });

  it("are ways that exist, over at least two models; where there are some, at least one is found", () => {
    fc.assert(
      fc.property(map, (fallbacks) => {
        const found = [...cycles(fallbacks)];
        const next = new Map(Object.entries(fallbacks));
        for (const cycle of found) {
          expect(cycle.length).toBeGreaterThan(1);
          for (const [index, model] of cycle.entries()) {
            expect(next.get(model)).toContain(cycle[(index + 1) % cycle.length]);
          }
        }
        expect(found.length > 0).toBe(!isAcyclic(next));
      }),
    );
  });
});

/** Takes models away that lead nowhere, until none or only circles are left; a model's way to itself is none. */
function isAcyclic(next: Map<string, readonly string[]>): boolean {
  for (;;) {
    const ends = [...next].filter(([model, others]) =>
      others.every((one) => one === model || !next.has(one)),
    );
    if (ends.length === 0) return next.size === 0;
    for (const [model] of ends) next.delete(model);
  }
}
