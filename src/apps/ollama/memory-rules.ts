import type { Finding, Rule } from "../../app.ts";
import { amountOf } from "../../quantity.ts";
import { leastBytes } from "./model-size.ts";
import { pulledModels } from "./models.ts";
import type { OllamaVariables } from "./variables.ts";

/** Sizes that the models, as far as their names tell, do not fit into. */
export const memoryRules: readonly Rule<OllamaVariables>[] = [
  modelsFitIntoMemory,
  modelsFitOnVolume,
  limitsOverRequests,
];

const gibi = 2 ** 30;

/** With GPUs the models lie in their memory, whose size nobody tells us. */
function* modelsFitIntoMemory(v: OllamaVariables): Iterable<Finding> {
  const limit = amountOf(v.ollama_memory_limit);
  if (limit === undefined || v.ollama_gpu_count > 0) return;
  const largest = knownSizes(v).slice(0, v.ollama_max_loaded_models);
  const needed = sum(largest.map(({ bytes }) => bytes));
  if (needed <= limit) return;
  yield {
    code: "ollama-memory-too-small",
    severity: "warning",
    setting: "ollama_memory_limit",
    message: `${names(largest)} need at least ${shown(needed)} of memory and some for context, more than ${v.ollama_memory_limit}`,
    hint: `set ollama_memory_limit to ${Math.ceil((needed * 1.25) / gibi)}Gi or more, or take smaller models`,
  };
}

function* modelsFitOnVolume(v: OllamaVariables): Iterable<Finding> {
  const size = amountOf(v.ollama_storage_size);
  const needed = sum(knownSizes(v).map(({ bytes }) => bytes));
  if (size === undefined || needed <= size) return;
  yield {
    code: "ollama-storage-too-small",
    severity: "warning",
    setting: "ollama_storage_size",
    message: `the models take at least ${shown(needed)}, more than ${v.ollama_storage_size}`,
    hint: `set ollama_storage_size to ${Math.ceil((needed * 1.25) / gibi)}Gi or more`,
  };
}

function* limitsOverRequests(v: OllamaVariables): Iterable<Finding> {
  yield* limitUnderRequest(v, "ollama_memory_limit", "ollama_memory_request");
  yield* limitUnderRequest(v, "ollama_cpu_limit", "ollama_cpu_request");
}

function* limitUnderRequest(
  v: OllamaVariables,
  limit: "ollama_memory_limit" | "ollama_cpu_limit",
  request: "ollama_memory_request" | "ollama_cpu_request",
): Iterable<Finding> {
  const most = v[limit];
  if (most === null || (amountOf(most) ?? Infinity) >= (amountOf(v[request]) ?? 0)) return;
  yield {
    code: "limit-under-request",
    setting: limit,
    message: `${limit} (${most}) is less than ${request} (${v[request]}); Kubernetes refuses such a pod`,
    hint: `set ${limit} to ${v[request]} or more, or ${request} to less`,
  };
}

interface Sized {
  readonly model: string;
  readonly bytes: number;
}

/** The largest first. */
function knownSizes(v: OllamaVariables): Sized[] {
  const sized = pulledModels(v).map((model) => ({ model, bytes: leastBytes(model) ?? 0 }));
  return sized.filter(({ bytes }) => bytes > 0).sort((a, b) => b.bytes - a.bytes);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function shown(bytes: number): string {
  return `${(bytes / gibi).toFixed(1)}Gi`;
}

function names(models: readonly Sized[]): string {
  return models.map(({ model }) => model).join(" and ");
}
