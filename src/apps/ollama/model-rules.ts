import type { Finding, Rule } from "../../app.ts";
import { canonicalName, isCloudModel, isEmbeddingModel, parseModelName, registryUrl } from "./model-name.ts";
import type { OllamaVariables } from "./variables.ts";

/** Mistakes in the lists of models. */
export const modelRules: readonly Rule<OllamaVariables>[] = [
  eachOnce,
  fromRegistries,
  runsHere,
  chatsAreChats,
];

interface Listed {
  readonly model: string;
  readonly setting: "ollama_models" | "ollama_embedding_models";
  readonly path: readonly [number];
}

function listed(v: OllamaVariables): Listed[] {
  return (["ollama_models", "ollama_embedding_models"] as const).flatMap((setting) =>
    (v[setting] ?? []).map((model, index): Listed => ({ model, setting, path: [index] })),
  );
}

function* eachOnce(v: OllamaVariables): Iterable<Finding> {
  const first = new Map<string, Listed>();
  for (const { model, setting, path } of listed(v)) {
    const known = first.get(canonicalName(model));
    if (known === undefined) first.set(canonicalName(model), { model, setting, path });
    else
      yield {
        code: "ollama-model-twice",
        setting,
        path,
        message: `${model} is the same model as ${known.model} in ${known.setting}`,
        hint: "keep one of them",
      };
  }
}

function* fromRegistries(v: OllamaVariables): Iterable<Finding> {
  for (const { model, setting, path } of listed(v)) {
    const { registry } = parseModelName(model);
    if (registry === undefined || URL.canParse(registryUrl(registry))) continue;
    yield {
      code: "ollama-registry-name",
      setting,
      path,
      message: `${registry} in ${model} is no host that a registry could have`,
      hint: "write host/namespace/model:tag, such as hf.co/org/model-GGUF:Q4_K_M",
    };
  }
}

function* runsHere(v: OllamaVariables): Iterable<Finding> {
  for (const { model, setting, path } of listed(v).filter((one) => isCloudModel(one.model))) {
    yield {
      code: "ollama-cloud-model",
      setting,
      path,
      message: `${model} runs at ollama.com, not here, and needs an account there`,
      hint: "take a model that can be pulled, or add ollama.com as a provider of its own",
    };
  }
}

function* chatsAreChats(v: OllamaVariables): Iterable<Finding> {
  for (const [index, model] of (v.ollama_models ?? []).entries()) {
    if (!isEmbeddingModel(model)) continue;
    yield {
      code: "ollama-embedding-in-chats",
      severity: "warning",
      setting: "ollama_models",
      path: [index],
      message: `${model} makes vectors and cannot chat, but would be listed among the models for chats`,
      hint: "move it to ollama_embedding_models",
    };
  }
}
