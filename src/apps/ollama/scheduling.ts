import type { OllamaVariables } from "./variables.ts";

type V = OllamaVariables;

/** True when the GPUs are AMD's, whose libraries are in an image of their own. */
export function usesAmd(v: V): boolean {
  return v.ollama_gpu_count > 0 && v.ollama_gpu_resource.startsWith("amd.com/");
}

/** Requests and limits; Kubernetes wants GPUs among the limits, and takes the request from there. */
export function resources(v: V): object {
  const gpus = v.ollama_gpu_count > 0 ? { [v.ollama_gpu_resource]: v.ollama_gpu_count } : {};
  const cpu = v.ollama_cpu_limit === null ? {} : { cpu: v.ollama_cpu_limit };
  return {
    requests: { cpu: v.ollama_cpu_request, memory: v.ollama_memory_request },
    limits: { ...cpu, memory: v.ollama_memory_limit, ...gpus },
  };
}

/** Without a value a taint is tolerated whatever its value. */
export function tolerations(v: V): object[] {
  return v.ollama_tolerations.map(({ key, value, effect }) => ({
    key,
    operator: value === undefined ? "Exists" : "Equal",
    ...(value !== undefined && { value }),
    ...(effect !== undefined && { effect }),
  }));
}
