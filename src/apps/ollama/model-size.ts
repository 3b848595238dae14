import { isCloudModel, parseModelName } from "./model-name.ts";

/** Sizes of what these names bring without a tag, in gigabytes (README of ollama/ollama 0.12, and its library). */
const untagged: Readonly<Record<string, number>> = {
  codellama: 3.8,
  "deepseek-r1": 4.7,
  gemma3: 3.3,
  "granite3.3": 4.9,
  "llama3.1": 4.7,
  "llama3.2": 2,
  "llama3.2-vision": 7.9,
  "llama3.3": 43,
  llava: 4.5,
  mistral: 4.1,
  phi4: 9.1,
  "phi4-mini": 2.5,
  qwq: 20,
};

/** Bytes for each weight, at least; a tag that names no quantization brings one of four bits. */
const quantizations: readonly (readonly [RegExp, number])[] = [
  [/(^|-)(b?f16|fp16)\b/, 2],
  [/(^|-)q8/, 1],
  [/(^|-)q6/, 0.78],
  [/(^|-)q5/, 0.65],
  [/(^|-)i?q3/, 0.4],
  [/(^|-)i?q2/, 0.3],
];
const fourBits = 0.54;

/**
 * Bytes that a model's files take at least, as far as its name tells: `llama3.1:70b` has 70 billion weights.
 * Undefined where the name says nothing. An estimate from below, so that a warning is never wrong.
 */
export function leastBytes(name: string): number | undefined {
  if (isCloudModel(name)) return undefined;
  const { registry, namespace, model, tag } = parseModelName(name);
  if (tag === "latest") {
    const known = registry === undefined && namespace === "library" ? untagged[model] : undefined;
    return known === undefined ? undefined : known * 1e9;
  }
  const weights = billions(tag.toLowerCase());
  return weights === undefined ? undefined : weights * 1e9 * bytesPerWeight(tag.toLowerCase());
}

/** Experts share weights, so `8x7b` has fewer than 56 billion. */
function billions(tag: string): number | undefined {
  const [, experts, count, unit] = /(?:^|-)(?:(\d+)x)?(\d+(?:\.\d+)?)([bm])(?:-|$)/.exec(tag) ?? [];
  if (count === undefined) return undefined;
  const one = unit === "m" ? Number(count) / 1000 : Number(count);
  return experts === undefined ? one : one * Number(experts) * 0.8;
}

function bytesPerWeight(tag: string): number {
  return quantizations.find(([pattern]) => pattern.test(tag))?.[1] ?? fourBits;
}
