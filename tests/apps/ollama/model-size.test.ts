import { expect, it } from "vitest";
import { leastBytes } from "../../../src/apps/ollama/model-size.ts";

/** Sizes in gigabytes as the README of ollama/ollama 0.12 lists them. */
const published: [name: string, gigabytes: number][] = [
  ["gemma3:1b", 0.815],
  ["gemma3", 3.3],
  ["gemma3:12b", 8.1],
  ["gemma3:27b", 17],
  ["qwq", 20],
  ["deepseek-r1", 4.7],
  ["deepseek-r1:671b", 404],
  ["llama3.3", 43],
  ["llama3.2", 2],
  ["llama3.2:1b", 1.3],
  ["llama3.2-vision:90b", 55],
  ["llama3.1", 4.7],
  ["llama3.1:405b", 231],
  ["phi4-mini", 2.5],
  ["llama2:7b", 3.8],
];

it.each(published)("%s takes no less than we say, and no more than twice that", (name, gigabytes) => {
  const least = leastBytes(name) ?? 0;
  expect(least).toBeLessThanOrEqual(gigabytes * 1e9);
  expect(least * 2.5).toBeGreaterThan(gigabytes * 1e9);
});

it.each([
  ["qwen3:8b-fp16", 16e9],
  ["qwen3:8b-q8_0", 8e9],
  ["qwen2.5:0.5b", 0.27e9],
  ["smollm2:135m", 0.0729e9],
  ["qwen3:30b-a3b-q4_K_M", 16.2e9],
  ["mixtral:8x7b", 24.192e9],
])("%s", (name, bytes) => {
  expect(leastBytes(name)).toBeCloseTo(bytes, -3);
});

it.each(["unheard-of", "llama4:scout", "me/llama3.1", "hf.co/org/llama3.1", "gemma3n:e4b"])(
  "knows nothing of %s",
  (name) => {
    expect(leastBytes(name)).toBeUndefined();
  },
);
