import { expect, it } from "vitest";
import { handover } from "../../../src/apps/ollama/handover.ts";
import { type Settings, values, variables } from "./setup.ts";

function steps(settings: Settings) {
  return handover(values(settings), variables(settings).facts("ollama"));
}

const cases: [title: string, settings: Settings, chapters: string[]][] = [
  ["no models", { ollama_models: [] }, ["models"]],
  ["models", { ollama_models: ["phi4"] }, ["verify", "models"]],
  ["GPUs", { ollama_models: ["phi4"], ollama_gpu_count: 1 }, ["models", "verify", "models"]],
];

it.each(cases)("%s", (_title, settings, chapters) => {
  expect(steps(settings).map(({ chapter }) => chapter)).toEqual(chapters);
});

it.each([
  [
    "a chat",
    { ollama_models: ["phi4"], ollama_embedding_models: ["bge-m3"] },
    '/api/generate --data \'{"model":"phi4"',
  ],
  [
    "vectors",
    { ollama_models: [], ollama_embedding_models: ["bge-m3"] },
    '/api/embed --data \'{"model":"bge-m3"',
  ],
])("asks for %s", (_what, settings, command) => {
  expect(steps(settings).find(({ chapter }) => chapter === "verify")?.text).toContain(command);
});

it("names the resource of the GPUs as kubectl reads it", () => {
  const [gpu] = steps({ ollama_models: [], ollama_gpu_count: 2, ollama_runtime_class: "nvidia" });
  expect(gpu?.text).toContain(".status.allocatable.nvidia\\.com/gpu");
  expect(gpu?.text).toContain("RuntimeClass `nvidia`");
});
