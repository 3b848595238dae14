import { describe, expect, it } from "vitest";
import schema from "../../../schema/apps/ollama.schema.json" with { type: "json" };
import {
  canonicalName,
  isCloudModel,
  isEmbeddingModel,
  parseModelName,
} from "../../../src/apps/ollama/model-name.ts";

const pattern = new RegExp(schema.properties.ollama_models.items.pattern);

const names: [name: string, canonical: string, registry: string | undefined][] = [
  ["llama3", "registry.ollama.ai/library/llama3:latest", undefined],
  ["qwen3:0.6b", "registry.ollama.ai/library/qwen3:0.6b", undefined],
  ["library/llama3:latest", "registry.ollama.ai/library/llama3:latest", undefined],
  ["me/mine:v1", "registry.ollama.ai/me/mine:v1", undefined],
  ["hf.co/org/Model-GGUF:Q4_K_M", "hf.co/org/model-gguf:q4_k_m", "hf.co"],
  ["registry.example.com:5000/a/b", "registry.example.com:5000/a/b:latest", "registry.example.com:5000"],
];

it.each(names)("%s", (name, canonical, registry) => {
  expect(pattern.test(name)).toBe(true);
  expect(canonicalName(name)).toBe(canonical);
  expect(parseModelName(name).registry).toBe(registry);
});

it.each([
  "",
  "-x",
  "--insecure",
  "a b",
  "a/b/c/d",
  "a..b/c/d",
  "host:99999/a/b",
  "host:0/a/b",
  "https://ollama.com/library/x",
  "x:",
  "$(HOME)",
  "{{ x }}",
  "a\nb",
])("refuses %j", (name) => {
  expect(pattern.test(name)).toBe(false);
});

describe("kinds", () => {
  it.each([
    ["gpt-oss:120b-cloud", true],
    ["kimi-k2:cloud", true],
    ["gpt-oss:120b", false],
    ["cloudy:7b", false],
  ])("%s runs at ollama.com: %s", (name, cloud) => {
    expect(isCloudModel(name)).toBe(cloud);
  });

  it.each([
    ["nomic-embed-text", true],
    ["mxbai-embed-large:335m", true],
    ["embeddinggemma", true],
    ["qwen3-embedding:0.6b", true],
    ["bge-m3", true],
    ["all-minilm", true],
    ["snowflake-arctic-embed2", true],
    ["qwen3:0.6b", false],
    ["gemma3", false],
  ])("%s makes vectors: %s", (name, embedding) => {
    expect(isEmbeddingModel(name)).toBe(embedding);
  });
});
