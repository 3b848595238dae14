import type { ClaimSources } from "../../app.ts";
import type { Claims } from "../../offers.ts";
import { port } from "./environment.ts";
import { serverLabels } from "./network.ts";
import type { OllamaVariables } from "./variables.ts";

type Server = Claims["model-server"];

/** What Ollama asks of others: that they list its models. */
export const claims: ClaimSources<OllamaVariables> = {
  "model-server": (v) => {
    if (!v.ollama_offer_models) return [];
    const peer = { namespace: v.ollama_namespace, podLabels: serverLabels };
    const server = { name: "ollama", apiBase: v.ollama_url, peer, port };
    // LiteLLM has a word of its own for Ollama's chats: with `ollama` alone they lose their roles and tools.
    const chat: Server = {
      ...server,
      provider: "ollama_chat",
      mode: "chat",
      models: v.ollama_models ?? [],
    };
    const embedding: Server = {
      ...server,
      provider: "ollama",
      mode: "embedding",
      models: v.ollama_embedding_models,
    };
    return [chat, embedding].filter(({ models }) => models.length > 0);
  },
};
