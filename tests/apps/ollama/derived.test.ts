import { describe, expect, it } from "vitest";
import { type Settings, values, variables } from "./setup.ts";

const models = { ollama_models: ["qwen3:0.6b"] };

describe("ollama_enabled", () => {
  const cases: [title: string, settings: Settings, on: boolean][] = [
    ["off without models", {}, false],
    ["on with models", models, true],
    ["on with an empty list: models are pulled by hand", { ollama_models: [] }, true],
    ["off when it says so", { ...models, ollama_enabled: false }, false],
  ];
  it.each(cases)("%s", (_title, settings, on) => {
    expect(variables(settings).enabled("ollama")).toBe(on);
  });
});

describe("image", () => {
  const amd = { ollama_gpu_count: 1, ollama_gpu_resource: "amd.com/gpu" };
  const digest = `sha256:${"a".repeat(64)}`;
  const cases: [title: string, settings: Settings, image: string][] = [
    ["CPU", {}, "docker.io/ollama/ollama:0.32.15"],
    ["NVIDIA", { ollama_gpu_count: 1 }, "docker.io/ollama/ollama:0.32.15"],
    ["AMD", amd, "docker.io/ollama/ollama:0.32.15-rocm"],
    ["AMD without a GPU", { ...amd, ollama_gpu_count: 0 }, "docker.io/ollama/ollama:0.32.15"],
    ["own tag", { ...amd, ollama_image_tag: "0.33.0" }, "docker.io/ollama/ollama:0.33.0"],
    ["digest", { ollama_image_digest: digest }, `docker.io/ollama/ollama:0.32.15@${digest}`],
  ];
  it.each(cases)("%s", (_title, settings, image) => {
    expect(values({ ...models, ...settings }).ollama_image).toBe(image);
  });
});

describe("environment", () => {
  const of = (settings: Settings) =>
    Object.fromEntries(values({ ...models, ...settings }).ollama_env.map(({ name, value }) => [name, value]));

  it("names nothing that Ollama is to choose itself", () => {
    expect(Object.keys(of({}))).not.toContain("OLLAMA_CONTEXT_LENGTH");
    expect(Object.keys(of({}))).not.toContain("OLLAMA_FLASH_ATTENTION");
  });

  it("says what was set", () => {
    const settings = {
      ollama_keep_alive: "-1",
      ollama_context_length: 8192,
      ollama_flash_attention: false,
      ollama_parallel_requests: 4,
      ollama_max_loaded_models: 3,
      ollama_kv_cache_type: "q4_0",
    };
    expect(of(settings)).toMatchObject({
      OLLAMA_KEEP_ALIVE: "-1",
      OLLAMA_CONTEXT_LENGTH: "8192",
      OLLAMA_FLASH_ATTENTION: "false",
      OLLAMA_NUM_PARALLEL: "4",
      OLLAMA_MAX_LOADED_MODELS: "3",
      OLLAMA_KV_CACHE_TYPE: "q4_0",
      OLLAMA_NO_CLOUD: "true",
    });
  });
});

describe("resources", () => {
  const least = { cpu: "500m", memory: "2Gi" };
  const cases: [title: string, settings: Settings, resources: object][] = [
    ["CPU", {}, { requests: least, limits: { memory: "8Gi" } }],
    ["CPU limit", { ollama_cpu_limit: "4" }, { requests: least, limits: { cpu: "4", memory: "8Gi" } }],
    [
      "GPUs",
      { ollama_gpu_count: 2, ollama_gpu_resource: "amd.com/gpu" },
      { requests: least, limits: { memory: "8Gi", "amd.com/gpu": 2 } },
    ],
  ];
  it.each(cases)("%s", (_title, settings, resources) => {
    expect(values({ ...models, ...settings }).ollama_resources).toEqual(resources);
  });
});

it("tolerates taints with and without value", () => {
  const ollama_tolerations = [
    { key: "gpu", value: "yes", effect: "NoExecute" },
    { key: "gpu", value: "" },
    { key: "nvidia.com/gpu", effect: "NoSchedule" },
  ];
  expect(values({ ...models, ollama_tolerations }).ollama_taints).toEqual([
    { key: "gpu", operator: "Equal", value: "yes", effect: "NoExecute" },
    { key: "gpu", operator: "Equal", value: "" },
    { key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" },
  ]);
});

describe("claim model-server", () => {
  const claimed = (settings: Settings) =>
    variables({ ...models, ...settings })
      .facts("ollama")
      .claims("model-server")
      .map((claim) => [claim.provider, claim.models, claim.embeddingModels]);
  const vectors = { ollama_embedding_models: ["nomic-embed-text"] };
  const cases: [title: string, settings: Settings, claims: unknown[]][] = [
    ["chats", {}, [["ollama_chat", ["qwen3:0.6b"], []]]],
    ["chats and vectors", vectors, [["ollama_chat", ["qwen3:0.6b"], ["nomic-embed-text"]]]],
    ["vectors alone", { ...vectors, ollama_models: [] }, [["ollama_chat", [], ["nomic-embed-text"]]]],
    ["no models", { ollama_models: [] }, []],
    ["not to be offered", { ollama_offer_models: false }, []],
    ["off", { ollama_enabled: false }, []],
  ];
  it.each(cases)("%s", (_title, settings, claims) => {
    expect(claimed(settings)).toEqual(claims);
  });

  it("says where the server is", () => {
    const [claim] = variables({ ...models, ollama_namespace: "ml" })
      .facts("ollama")
      .claims("model-server");
    expect(claim).toMatchObject({
      apiBase: "http://ollama.ml.svc.cluster.local:11434",
      peer: { namespace: "ml", podLabels: { "app.kubernetes.io/name": "ollama" } },
      port: 11434,
    });
  });
});
