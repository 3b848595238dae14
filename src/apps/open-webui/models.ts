import type { Facts } from "../../app.ts";
import type { ClientKey, Offers } from "../../offers.ts";
import type { OpenWebuiVariables } from "./variables.ts";

export type Mode = "chat" | "embedding" | "rerank";

/** Models of the API that are for this. */
export function modelsFor(api: Offers["openai-api"], mode: Mode): readonly string[] {
  return { chat: api.chatModels, embedding: api.embeddingModels, rerank: api.rerankModels }[mode];
}

/** The first model of the API that is for this; an empty string when there is none. */
export function firstModel(facts: Facts, mode: Mode): string {
  const api = facts.offer("openai-api");
  return (api && modelsFor(api, mode)[0]) ?? "";
}

/** Lengths of the vectors that well-known models make. */
const knownDimensions: Readonly<Record<string, number>> = {
  "text-embedding-3-large": 3072,
  "text-embedding-3-small": 1536,
  "text-embedding-ada-002": 1536,
  "cohere-embed-v-4-0": 1536,
  "nomic-embed-text": 768,
  "mxbai-embed-large": 1024,
  "bge-m3": 1024,
};

/** Length of the vectors, as far as the model's name tells it; 1536 is Open WebUI's own default. */
export function dimensionsOf(model: string): number {
  const base = model.split("/").at(-1)?.split(":")[0] ?? "";
  return new Map(Object.entries(knownDimensions)).get(base) ?? 1536;
}

/** What Open WebUI's key may do: where the selector is restricted, so is the key. */
export function clientKey(v: OpenWebuiVariables): ClientKey {
  const others = [v.openwebui_embedding_model, v.openwebui_rerank_model];
  const further = others.filter((model) => model !== "");
  return {
    value: v.openwebui_litellm_key ?? "",
    models: v.openwebui_models.length > 0 ? [...new Set([...v.openwebui_models, ...further])] : [],
    maxBudget: v.openwebui_budget,
    budgetDuration: v.openwebui_budget_duration,
  };
}
