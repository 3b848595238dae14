import type { Facts } from "../../app.ts";
import type { Claims } from "../../offers.ts";
import type { Mode } from "./modes.ts";
import type { ServedModel } from "./served-model.ts";

/** The models of the servers that other apps run in the cluster. */
export function claimedModels(facts: Facts): ServedModel[] {
  return facts.claims("model-server").flatMap((server) => {
    const { models, embeddingModels = [] } = server;
    return [
      ...models.map((name) => claimedModel(server, name, "chat")),
      ...embeddingModels.map((name) => claimedModel(server, name, "embedding")),
    ];
  });
}

/** LiteLLM makes vectors with Ollama by the word `ollama` alone (main.py, embedding). */
function claimedModel(server: Claims["model-server"], name: string, mode: Mode): ServedModel {
  const word = mode === "embedding" ? server.provider.replace(/^ollama_chat$/, "ollama") : server.provider;
  return {
    name,
    mode,
    params: { model: `${word}/${name}`, api_base: server.apiBase },
    info: { input_cost_per_token: 0, output_cost_per_token: 0 },
    groups: [],
  };
}
