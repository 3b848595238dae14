import { describe, expect, it } from "vitest";
import { findings } from "../../../src/rules.ts";
import { azure, found, platform } from "./platform.ts";

type Settings = Readonly<Record<string, unknown>>;

const good = { name: "x", model: "openai/gpt-4o" };
const vllm = { name: "v", model: "hosted_vllm/q", api_base: "http://vllm.ml:8000/v1" };
const keys = { openai_api_key: "k" };

/** Settings with models of the user's own, and all that is found. */
const cases: readonly (readonly [what: string, settings: Settings, ...expected: string[]])[] = [
  ["a model with its key", { ...keys, litellm_models: [good] }],
  ["a server without a key", { litellm_models: [vllm] }],

  [
    "a model that does not say whose it is",
    { litellm_models: [{ name: "x", model: "gpt-4o" }] },
    "error model-without-provider litellm_models/0/model",
  ],
  [
    "a provider that LiteLLM does not know",
    { litellm_models: [vllm, { name: "x", model: "opnai/gpt-4o" }] },
    "error unknown-provider litellm_models/1/model",
  ],
  [
    "vLLM inside of LiteLLM",
    { litellm_models: [{ ...vllm, model: "vllm/q", api_key: "none" }] },
    "error unknown-provider litellm_models/0/model",
  ],
  [
    "vectors by Ollama's word for chats",
    { litellm_models: [{ ...vllm, model: "ollama_chat/nomic", mode: "embedding" }] },
    "error ollama-embedding litellm_models/0/model",
  ],
  [
    "a server of one's own that is nowhere",
    { litellm_models: [{ name: "x", model: "ollama_chat/q" }] },
    "error missing-api-base litellm_models/0/model",
  ],
  [
    "a provider whose URL is not known here",
    { litellm_models: [{ name: "x", model: "deepseek/d" }] },
    "error missing-api-base litellm_models/0/model",
  ],
  [
    "Azure without an account",
    { litellm_models: [{ name: "x", model: "azure/mine" }] },
    "error model-without-account litellm_models/0/model",
  ],
  [
    "an account that is not configured",
    { litellm_models: [{ name: "x", model: "azure/mine", credential: "azure_anthropic" }] },
    "error account-not-configured litellm_models/0/credential",
  ],
  [
    "an account that is",
    { ...azure, litellm_models: [{ name: "x", model: "azure/m", credential: "azure_openai_us_east" }] },
  ],
  [
    "Bedrock without anything",
    { litellm_models: [{ name: "x", model: "bedrock/m" }] },
    "error missing-region litellm_models/0/model",
    "error missing-key litellm_models/0/model",
    "error missing-key litellm_models/0/model",
  ],
  [
    "a wildcard under a plain name",
    { ...keys, litellm_models: [{ name: "x", model: "openai/*" }] },
    "error wildcard-name litellm_models/0/name",
  ],
  [
    "one name of two kinds",
    { ...keys, litellm_models: [good, { ...good, model: "openai/e", mode: "embedding" }] },
    "error mixed-modes litellm_models/1/mode",
  ],

  ["a key that is missing", { litellm_models: [good] }, "error missing-key litellm_models/0/model"],
  [
    "a key that is named and missing",
    { litellm_models: [{ ...good, api_key: "groq_api_key" }] },
    "error missing-key litellm_models/0/api_key",
  ],
  [
    "a name that is no key's",
    { litellm_models: [{ ...good, api_key: "my_key" }] },
    "error unknown-key litellm_models/0/api_key",
  ],
  [
    "a name in the map of keys",
    { litellm_provider_keys: { my_key: "s" }, litellm_models: [{ ...good, api_key: "my_key" }] },
  ],
  [
    "a secret parameter whose key is not there",
    { ...keys, litellm_models: [{ ...good, secret_params: { organization: "org" } }] },
    "error unknown-key litellm_models/0/secret_params/organization",
  ],
  [
    "a foreign server that might get OpenAI's key",
    { ...keys, litellm_models: [good, { ...good, name: "y", api_base: "http://llm:8000/v1" }] },
    "error key-not-said litellm_models/1/api_base",
  ],
  [
    "a key in the map that is a setting",
    { litellm_provider_keys: { openai_api_key: "s", none: "t" }, litellm_models: [vllm] },
    "error key-named-as-setting litellm_provider_keys/openai_api_key",
    "error key-named-as-setting litellm_provider_keys/none",
  ],
  ["a key without a model", { ...keys, litellm_models: [vllm] }, "warning unused-key openai_api_key"],
  [
    "a key for what the admin page adds",
    { ...keys, litellm_models: [vllm], litellm_store_model_in_db: true },
  ],

  [
    "fallbacks inside of a model, its parameters and a variant",
    {
      litellm_models: [
        { ...vllm, fallbacks: ["w"], params: { fallbacks: ["w"] }, variants: { u: { fallbacks: ["w"] } } },
      ],
    },
    "error fallbacks-misplaced litellm_models/0/fallbacks",
    "error fallbacks-misplaced litellm_models/0/params/fallbacks",
    "error fallbacks-misplaced litellm_models/0/variants/u/fallbacks",
  ],
  [
    "parameters that have a place of their own",
    {
      litellm_models: [
        { ...vllm, params: { temperature: 1, api_key: "s" }, variants: { u: { model: "x/y" } } },
      ],
    },
    "error misplaced-parameter litellm_models/0/params/temperature",
    "error misplaced-parameter litellm_models/0/params/api_key",
    "error misplaced-parameter litellm_models/0/variants/u/model",
  ],
  ["a variant with a temperature", { litellm_models: [{ ...vllm, variants: { u: { temperature: 1 } } }] }],
  [
    "secrets among the parameters",
    {
      litellm_models: [
        {
          ...vllm,
          params: { extra_headers: { Authorization: "Bearer s", "X-Api-Key": "s" }, aws_session_token: "s" },
        },
      ],
    },
    "error secret-in-params litellm_models/0/params/extra_headers/Authorization",
    "error secret-in-params litellm_models/0/params/extra_headers/X-Api-Key",
    "error secret-in-params litellm_models/0/params/aws_session_token",
  ],
  [
    "what only sounds like a secret",
    {
      litellm_models: [
        {
          ...vllm,
          params: { aws_session_token: "os.environ/T" },
          info: { cost_per_token: 1, tokens: "many" },
        },
      ],
    },
  ],
  [
    "a variant named as another model",
    { litellm_models: [vllm, { ...vllm, name: "w", variants: { v: { seed: 1 } } }] },
    "error variant-name-taken litellm_models/1/variants/v",
  ],

  [
    "a fallback that is mistyped",
    { litellm_models: [vllm], litellm_fallbacks: { v: ["vv"] } },
    "error unknown-model litellm_fallbacks/v/0",
  ],
  [
    "the same where the admin page may have added it",
    { litellm_models: [vllm], litellm_store_model_in_db: true, litellm_fallbacks: { v: ["vv"] } },
    "warning unknown-model litellm_fallbacks/v/0",
  ],
  [
    "what a wildcard lets through, and an alias",
    {
      ...keys,
      litellm_models: [vllm, { name: "openai/*", model: "openai/*" }],
      litellm_model_aliases: { w: "v" },
      litellm_fallbacks: { v: ["openai/gpt-4o"], "openai/o3": ["w"] },
    },
  ],
  [
    "unknown models everywhere",
    {
      litellm_models: [vllm],
      litellm_default_fallbacks: ["a"],
      litellm_context_window_fallbacks: { b: ["v"] },
      litellm_content_policy_fallbacks: { v: ["c"] },
      litellm_model_retries: { d: { default: 1 } },
      litellm_model_aliases: { e: "f" },
    },
    "error unknown-model litellm_context_window_fallbacks/b",
    "error unknown-model litellm_content_policy_fallbacks/v/0",
    "error unknown-model litellm_default_fallbacks/0",
    "error unknown-model litellm_model_retries/d",
    "error unknown-model litellm_model_aliases/e",
  ],
  [
    "a model that is switched off",
    {
      litellm_models: [vllm, { ...vllm, name: "w" }],
      litellm_disabled_models: ["w"],
      litellm_fallbacks: { v: ["w"] },
    },
    "error model-not-served litellm_fallbacks/v/0",
  ],
  [
    "a fallback of another kind",
    {
      litellm_models: [vllm, { ...vllm, name: "e", mode: "embedding" }],
      litellm_context_window_fallbacks: { v: ["e"] },
    },
    "error fallback-mode litellm_context_window_fallbacks/v/0",
  ],
  [
    "more fallbacks than are tried",
    {
      litellm_models: ["v", "a", "b"].map((name) => ({ ...vllm, name })),
      litellm_fallbacks: { v: ["a", "b"] },
      litellm_default_fallbacks: ["a", "b"],
      litellm_max_fallbacks: 1,
    },
    "error too-many-fallbacks litellm_fallbacks/v/1",
    "error too-many-fallbacks litellm_default_fallbacks/1",
  ],
  [
    "a circle by way of the content filter",
    {
      litellm_models: [vllm, { ...vllm, name: "w" }],
      litellm_content_policy_fallbacks: { v: ["w"], w: ["v"] },
    },
    "error fallback-cycle litellm_content_policy_fallbacks/v",
  ],
  [
    "an alias that hides a model, and one of an alias",
    {
      litellm_models: [vllm, { ...vllm, name: "w" }],
      litellm_model_aliases: { w: "v", u: "w" },
    },
    "error alias-named-as-model litellm_model_aliases/w",
    "error alias-of-alias litellm_model_aliases/u",
  ],
];

describe("what is found in models of one's own", () => {
  it.each(cases.map(([what, ...rest]) => [what, rest] as const))("%s", (_what, [settings, ...expected]) => {
    expect(found(settings)).toEqual(expected);
  });
});

function hintsOf(settings: Settings): (string | undefined)[] {
  return findings(platform(settings), new Set()).map(({ hint }) => hint);
}

describe("a server that is nowhere", () => {
  const runs = { engine_models: ["q"] };
  const engine = "http://engine.models.svc.cluster.local:11434";
  it.each<[what: string, settings: Settings, model: string, place: string | undefined]>([
    ["is the one that another app runs", runs, "ollama_chat/q", engine],
    ["is that one also for vectors", runs, "ollama/e", engine],
    ["is not one that speaks another language", runs, "hosted_vllm/q", undefined],
    ["may be anywhere when no app runs one", {}, "ollama_chat/q", undefined],
  ])("%s", (_what, settings, model, place) => {
    const hints = hintsOf({ ...settings, litellm_models: [{ name: "x", model }] });
    const named = /http:\S+\.svc\.cluster\.local\S*/.exec(hints.join("\n"))?.[0];
    expect([hints.length, named]).toEqual([1, place]);
  });
});

describe("fallbacks in the wrong place", () => {
  const other = { name: "llama", model: "ollama/llama3:8b", api_base: "http://ollama.ai:11434" };
  it.each<[what: string, fallbacks: unknown, ...parts: string[]]>([
    ["names", ["w", "u"], "litellm_fallbacks: {v: [w, u]}"],
    [
      "a model of LiteLLM's SDK that is described",
      [{ model: other.model }],
      "litellm_fallbacks: {v: [llama]}",
    ],
    [
      "one that is not",
      [{ model: "ollama/qwen3:1b" }],
      "litellm_fallbacks: {v: [qwen3-1b]}",
      "model: ollama/qwen3:1b",
    ],
    ["nothing of use", 3, "litellm_fallbacks: {v: [another-model]}"],
  ])("are shown in the right form: %s", (_what, fallbacks, ...parts) => {
    const [hint] = hintsOf({ litellm_models: [{ ...vllm, fallbacks }, other] });
    for (const part of parts) expect(hint).toContain(part);
  });
});

describe("what may be the key itself", () => {
  it.each(["sk-proj-verysecret", "AKIA0123456789", "os.environ/MY_SECRET_NAME"])(
    "%s is not repeated",
    (value) => {
      const told = findings(platform({ litellm_models: [{ ...good, api_key: value }] }), new Set());
      expect(told.map(({ code }) => code)).toEqual(["unknown-key"]);
      expect(JSON.stringify(told)).not.toContain(value);
    },
  );

  it("leads to the setting when it is its variable", () => {
    expect(hintsOf({ litellm_models: [{ ...good, api_key: "os.environ/OPENAI_API_KEY" }] })).toEqual([
      "write openai_api_key",
    ]);
  });
});
