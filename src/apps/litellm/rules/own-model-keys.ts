import type { Facts, Finding, Rule } from "../../../app.ts";
import { isProviderKey, noKey, type ProviderKey, providerKeys } from "../provider-keys.ts";
import { providerOf } from "../providers.ts";
import type { LitellmVariables } from "../variables.ts";
import { entriesOf, found, type PlacedModel } from "./own-model-findings.ts";

type V = LitellmVariables;

/** Every key that a model of the user's refers to is there, and no server gets a key that is not its own. */
export const ownModelKeyRules: readonly Rule<V>[] = [
  references,
  ownKeys,
  foreignServers,
  entryNames,
  idleKeys,
];

/** What stands in api_key and secret_params may be the key itself, by mistake: it is never repeated. */
function* references(v: V, facts: Facts): Iterable<Finding> {
  for (const entry of entriesOf(v)) {
    for (const { path, name } of referencesOf(entry)) {
      if (name === noKey && path[0] === "api_key") continue;
      const finding = reference(entry, path, name, facts);
      if (finding) yield finding;
    }
  }
}

interface Reference {
  readonly path: readonly string[];
  readonly name: string;
}

function referencesOf({ api_key, secret_params = {} }: PlacedModel): Reference[] {
  const secret = Object.entries(secret_params).map(([param, name]) => ({
    path: ["secret_params", param],
    name,
  }));
  return api_key === undefined ? secret : [{ path: ["api_key"], name: api_key }, ...secret];
}

function reference(
  { index, name: model }: PlacedModel,
  path: readonly string[],
  name: string,
  facts: Facts,
): Finding | undefined {
  if (facts.keys("litellm_provider_keys").includes(name)) return undefined;
  if (isProviderKey(name)) return facts.has(name) ? undefined : missingKey(index, model, name, path);
  const meant = name.toLowerCase().replace(/^os\.environ\//, "");
  const hint = isProviderKey(meant)
    ? `write ${meant}`
    : `write one of ${[...providerKeys, ...facts.keys("litellm_provider_keys")].join(", ")}, or put the key into litellm_provider_keys and write its name here`;
  const message = `${path.at(-1)} of ${model} is not the name of a key`;
  return found(index, "unknown-key", message, hint, ...path);
}

function missingKey(index: number, model: string, key: ProviderKey, path: readonly string[]): Finding {
  const message = `${model} is called with ${key}, which has no value`;
  return { ...found(index, "missing-key", message, `set ${key}`, ...path), missing: [key] };
}

/** The key of the model's own provider, where the entry names none. */
function* ownKeys(v: V, facts: Facts): Iterable<Finding> {
  for (const entry of entriesOf(v)) {
    const { index, name, model, api_base, api_key, credential } = entry;
    const provider = providerOf(model);
    if (api_key !== undefined || credential !== undefined) continue;
    if (provider.kind === "hosted" && api_base === undefined && !facts.has(provider.key)) {
      yield missingKey(index, name, provider.key, ["model"]);
    }
    if (provider.kind === "bedrock") yield* awsKeys(entry, facts);
  }
}

function* awsKeys({ index, name }: PlacedModel, facts: Facts): Iterable<Finding> {
  if (facts.has("aws_bearer_token_bedrock")) return;
  for (const key of ["aws_access_key_id", "aws_secret_access_key"] as const) {
    if (!facts.has(key)) yield missingKey(index, name, key, ["model"]);
  }
}

/** OpenAI's word is also used for servers of others, which must not get the key for OpenAI unasked. */
function* foreignServers(v: V): Iterable<Finding> {
  for (const { index, name, model, api_base, api_key, credential } of entriesOf(v)) {
    const provider = providerOf(model);
    if (provider.kind !== "hosted" && provider.kind !== "other") continue;
    if (api_base === undefined || api_key !== undefined || credential !== undefined) continue;
    const key = provider.kind === "hosted" ? `${provider.key}, ` : "";
    const hint = `add api_key: none if it asks for none, else ${key}or a name in litellm_provider_keys`;
    yield found(index, "key-not-said", `${name} does not say which key its server gets`, hint, "api_base");
  }
}

function* entryNames(_v: V, facts: Facts): Iterable<Finding> {
  for (const name of facts.keys("litellm_provider_keys")) {
    if (!isProviderKey(name) && name !== noKey) continue;
    yield {
      code: "key-named-as-setting",
      setting: "litellm_provider_keys",
      path: [name],
      message: `${name} has a meaning of its own in api_key`,
      hint: isProviderKey(name) ? `set ${name} at the top of the file` : "give it another name",
    };
  }
}

/** A key that no model uses: most of the time its models are still to be described. */
function* idleKeys(v: V, facts: Facts): Iterable<Finding> {
  if (v.litellm_store_model_in_db) return;
  for (const key of providerKeys) {
    if (!facts.has(key) || isUsed(key, v)) continue;
    yield {
      code: "unused-key",
      severity: "warning",
      setting: key,
      message: `no model is called with ${key}`,
      hint: `describe its models in litellm_models, such as {name: ${examples[key]}}`,
    };
  }
}

const aws = "claude, model: bedrock/anthropic.claude-sonnet-4-5-20250929-v1:0";

const examples: Readonly<Record<ProviderKey, string>> = {
  openai_api_key: "gpt-4o, model: openai/gpt-4o",
  anthropic_api_key: "claude, model: anthropic/claude-sonnet-4-5",
  gemini_api_key: "gemini, model: gemini/gemini-2.5-flash",
  groq_api_key: "llama, model: groq/llama-3.3-70b-versatile",
  mistral_api_key: "mistral, model: mistral/mistral-small-latest",
  cohere_api_key: "command, model: cohere_chat/command-a-03-2025",
  vllm_api_key:
    "qwen, model: hosted_vllm/Qwen/Qwen2.5-7B-Instruct, api_base: http://vllm.ml.svc.cluster.local:8000/v1",
  aws_access_key_id: aws,
  aws_secret_access_key: aws,
  aws_bearer_token_bedrock: aws,
};

function isUsed(key: ProviderKey, v: V): boolean {
  return entriesOf(v).some((entry) => {
    const provider = providerOf(entry.model);
    if (referencesOf(entry).some(({ name }) => name === key)) return true;
    if (entry.api_key !== undefined) return false;
    if (provider.kind === "bedrock") return key.startsWith("aws_");
    return "key" in provider && provider.key === key;
  });
}
