import type { ClaimSources } from "../../app.ts";
import { port } from "./environment.ts";
import { pulledModels } from "./models.ts";
import { serverLabels } from "./network.ts";
import type { OllamaVariables } from "./variables.ts";

/** What Ollama asks of others: that they list its models. */
export const claims: ClaimSources<OllamaVariables> = {
  "model-server": (v) =>
    v.ollama_offer_models && pulledModels(v).length > 0
      ? [
          {
            name: "ollama",
            // With `ollama` alone LiteLLM loses the roles and tools of a chat.
            provider: "ollama_chat",
            apiBase: v.ollama_url,
            models: v.ollama_models ?? [],
            embeddingModels: v.ollama_embedding_models,
            peer: { namespace: v.ollama_namespace, podLabels: serverLabels },
            port,
          },
        ]
      : [],
};
