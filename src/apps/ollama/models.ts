import type { OllamaVariables } from "./variables.ts";

/** All models that are pulled, those for chats first. */
export function pulledModels(v: OllamaVariables): string[] {
  return [...(v.ollama_models ?? []), ...v.ollama_embedding_models];
}
