import type { Facts } from "../../app.ts";
import type { LitellmSetting, LitellmVariables } from "./variables.ts";

/** The names under which the container sees each key; config.yaml takes the first. */
const variables = {
  openai_api_key: ["OPENAI_API_KEY"],
  anthropic_api_key: ["ANTHROPIC_API_KEY"],
  gemini_api_key: ["GEMINI_API_KEY", "GOOGLE_API_KEY"],
  groq_api_key: ["GROQ_API_KEY"],
  mistral_api_key: ["MISTRAL_API_KEY"],
  cohere_api_key: ["COHERE_API_KEY"],
  vllm_api_key: ["HOSTED_VLLM_API_KEY"],
  aws_access_key_id: ["AWS_ACCESS_KEY_ID"],
  aws_secret_access_key: ["AWS_SECRET_ACCESS_KEY"],
  aws_bearer_token_bedrock: ["AWS_BEARER_TOKEN_BEDROCK"],
} as const satisfies Partial<Record<LitellmSetting, readonly [string, ...string[]]>>;

/** A setting that holds a key of a provider's. */
export type ProviderKey = keyof typeof variables;

/** All of them. */
export const providerKeys = Object.keys(variables) as readonly ProviderKey[];

/** What stands for a server that asks for no key. */
export const noKey = "none";

/** True for the name of such a setting. */
export function isProviderKey(name: string): name is ProviderKey {
  return Object.hasOwn(variables, name);
}

/** The environment variable behind a name that api_key may give: a setting's, or an entry's of the map of keys. */
export function variableOf(name: string): string {
  return isProviderKey(name) ? variables[name][0] : `PROVIDER_KEY_${name.toUpperCase()}`;
}

type Source = (v: LitellmVariables) => string;

/** Environment variables of all provider keys that have a value, each with where it comes from. */
export function providerKeySources(facts: Facts): Record<string, Source> {
  const settings = providerKeys
    .filter((name) => facts.has(name))
    .flatMap((name) => variables[name].map((variable) => [variable, settingSource(name)] as const));
  const entries = facts
    .keys("litellm_provider_keys")
    .map((name) => [variableOf(name), entrySource(name)] as const);
  return Object.fromEntries([...settings, ...entries]);
}

function settingSource(name: ProviderKey): Source {
  return (v) => v[name] ?? "";
}

function entrySource(name: string): Source {
  return (v) => v.litellm_provider_keys[name] ?? "";
}
