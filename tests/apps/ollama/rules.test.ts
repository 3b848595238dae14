import { expect, it } from "vitest";
import { findings } from "../../../src/rules.ts";
import { type Settings, variables } from "./setup.ts";

type Expected = [code: string, setting: string, path?: readonly (string | number)[]];

const amd = { ollama_gpu_count: 1, ollama_gpu_resource: "amd.com/gpu" };
const large = { ollama_models: ["llama3.1:70b"] };

const cases: [title: string, settings: Settings, expected: Expected[]][] = [
  ["nothing to say", { ollama_models: ["qwen3:0.6b", "llama3.2"] }, []],
  ["on without models", { ollama_enabled: true }, [["toggle-requirement", "ollama_enabled"]]],
  [
    "a model twice",
    { ollama_models: ["llama3.2", "mistral", "library/llama3.2:latest"] },
    [["ollama-model-twice", "ollama_models", [2]]],
  ],
  [
    "a model in both lists",
    { ollama_models: ["llama3.2"], ollama_embedding_models: ["bge-m3", "llama3.2"] },
    [["ollama-model-twice", "ollama_embedding_models", [1]]],
  ],
  ["one model with two tags", { ollama_models: ["qwen3:0.6b", "qwen3:1.7b"] }, []],
  [
    "a registry that is no host",
    { ollama_models: ["hf.co/org/model", "a.0/org/model"] },
    [["ollama-registry-name", "ollama_models", [1]]],
  ],
  [
    "a model of ollama.com",
    { ollama_models: ["llama3.2", "gpt-oss:120b-cloud"] },
    [["ollama-cloud-model", "ollama_models", [1]]],
  ],
  [
    "vectors among chats",
    { ollama_models: ["nomic-embed-text"] },
    [["ollama-embedding-in-chats", "ollama_models", [0]]],
  ],
  ["vectors in their place", { ollama_models: [], ollama_embedding_models: ["nomic-embed-text"] }, []],
  ["too large for memory", large, [["ollama-memory-too-small", "ollama_memory_limit"]]],
  ["memory enough", { ...large, ollama_memory_limit: "64Gi" }, []],
  ["in the memory of a GPU", { ...large, ollama_gpu_count: 1 }, []],
  ["two models, one at a time", { ollama_models: ["qwen3:8b", "llama3.1:8b"] }, []],
  [
    "two models at the same time",
    { ollama_models: ["qwen3:8b", "llama3.1:8b"], ollama_max_loaded_models: 2 },
    [["ollama-memory-too-small", "ollama_memory_limit"]],
  ],
  [
    "too large for the volume",
    { ...large, ollama_memory_limit: "64Gi", ollama_storage_size: "20Gi" },
    [["ollama-storage-too-small", "ollama_storage_size"]],
  ],
  [
    "limits under requests",
    { ollama_models: [], ollama_cpu_limit: "100m", ollama_memory_request: "9Gi" },
    [
      ["limit-under-request", "ollama_memory_limit"],
      ["limit-under-request", "ollama_cpu_limit"],
    ],
  ],
  ["AMD with its image", { ollama_models: [], ...amd }, []],
  [
    "AMD without its image",
    { ollama_models: [], ...amd, ollama_image_tag: "0.32.15" },
    [["ollama-image-and-gpu", "ollama_image_tag"]],
  ],
  [
    "AMD's image without its GPU",
    { ollama_models: [], ollama_image_tag: "0.32.15-rocm" },
    [["ollama-image-and-gpu", "ollama_image_tag"]],
  ],
  [
    "a GPU behind the scheduler's back",
    { ollama_models: [], ollama_runtime_class: "nvidia" },
    [["ollama-gpu-not-reserved", "ollama_runtime_class"]],
  ],
  ["a GPU", { ollama_models: [], ollama_runtime_class: "nvidia", ollama_gpu_count: 1 }, []],
  ["another runtime", { ollama_models: [], ollama_runtime_class: "gvisor" }, []],
  [
    "a small context without flash attention",
    { ollama_models: [], ollama_kv_cache_type: "q8_0", ollama_flash_attention: false },
    [["ollama-cache-needs-flash-attention", "ollama_kv_cache_type"]],
  ],
  ["a small context", { ollama_models: [], ollama_kv_cache_type: "q8_0" }, []],
];

it.each(cases)("%s", (_title, settings, expected) => {
  const found = findings(variables(settings), new Set());
  expect(found.map(({ code, setting, path }) => [code, setting, ...(path ? [path] : [])])).toEqual(expected);
});
