import type { ProviderKey } from "./provider-keys.ts";

/**
 * How models of a provider are reached. `hosted`: at the provider's URL, with the key of one's account.
 * `server`: at a server of one's own, which may ask for a key. `azure`: at a resource of one's own.
 */
export type Provider =
  | { readonly kind: "hosted"; readonly key: ProviderKey; readonly urls: readonly string[] }
  | { readonly kind: "server"; readonly key?: ProviderKey }
  | { readonly kind: "azure" | "bedrock" | "other" };

/** Its chat and its rerank are at the first, its embeddings at the second. */
const cohere = ["https://api.cohere.com", "https://api.cohere.ai"];

/** What LiteLLM calls when no api_base is given, as 1.108.10 has it in main.py and below llms. */
const providers: ReadonlyMap<string, Provider> = new Map<string, Provider>([
  ["openai", { kind: "hosted", key: "openai_api_key", urls: ["https://api.openai.com"] }],
  ["text-completion-openai", { kind: "hosted", key: "openai_api_key", urls: ["https://api.openai.com"] }],
  ["anthropic", { kind: "hosted", key: "anthropic_api_key", urls: ["https://api.anthropic.com"] }],
  ["gemini", { kind: "hosted", key: "gemini_api_key", urls: ["https://generativelanguage.googleapis.com"] }],
  ["groq", { kind: "hosted", key: "groq_api_key", urls: ["https://api.groq.com"] }],
  ["mistral", { kind: "hosted", key: "mistral_api_key", urls: ["https://api.mistral.ai"] }],
  ["cohere", { kind: "hosted", key: "cohere_api_key", urls: cohere }],
  ["cohere_chat", { kind: "hosted", key: "cohere_api_key", urls: cohere }],
  ["ollama", { kind: "server" }],
  ["ollama_chat", { kind: "server" }],
  ["hosted_vllm", { kind: "server", key: "vllm_api_key" }],
  ["azure", { kind: "azure" }],
  ["azure_ai", { kind: "azure" }],
  ["bedrock", { kind: "bedrock" }],
]);

/** The provider's word in a name such as `openai/gpt-4o`; undefined when there is none. */
export function providerWord(model: string): string | undefined {
  const slash = model.indexOf("/");
  return slash > 0 ? model.slice(0, slash) : undefined;
}

/** How models behind that word are reached. */
export function providerOf(model: string): Provider {
  return providers.get(providerWord(model) ?? "") ?? { kind: "other" };
}

/** The hosts of Bedrock in a region: one for models, and one that only reranks. */
export function bedrockUrl(region: string, mode: string | undefined): string {
  const name = mode === "rerank" ? "bedrock-agent-runtime" : "bedrock-runtime";
  return `https://${name}.${region}.amazonaws.com`;
}
