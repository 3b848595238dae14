/** A model's name as Ollama reads it: `host/namespace/model:tag`, all but the model optional. */
export interface ModelName {
  /** The registry with its port; undefined: Ollama's own. */
  readonly registry: string | undefined;
  readonly namespace: string;
  readonly model: string;
  readonly tag: string;
}

/** Reads a name that fits the schema (ollama/ollama, types/model/name.go: defaults, and which part is which). */
export function parseModelName(name: string): ModelName {
  const parts = name.split("/");
  const [model = "", tag = "latest"] = (parts.pop() ?? "").split(":");
  const namespace = parts.pop() ?? "library";
  return { registry: parts.pop(), namespace, model, tag };
}

/** Where Ollama calls a registry. */
export function registryUrl(registry: string): string {
  return `https://${registry}`;
}

/** The same for every way to write one model; Ollama does not tell capitals from small letters. */
export function canonicalName(name: string): string {
  const { registry, namespace, model, tag } = parseModelName(name);
  return `${registry ?? "registry.ollama.ai"}/${namespace}/${model}:${tag}`.toLowerCase();
}

/** True for a model that runs at ollama.com and not in the cluster. */
export function isCloudModel(name: string): boolean {
  return /(^|-)cloud$/.test(parseModelName(name).tag);
}

/** True for the models of Ollama's library that make vectors and cannot chat. */
export function isEmbeddingModel(name: string): boolean {
  const { model } = parseModelName(name);
  return /embed|^bge-|^all-minilm|^paraphrase-/i.test(model);
}
