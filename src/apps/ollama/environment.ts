import type { EnvironmentEntry, OllamaVariables } from "./variables.ts";

/** Where the volume is: Ollama's home, with the key that it makes for itself and the models below. */
export const home = "/data";
/** Port of the pod and of its Service. */
export const port = 11434;

/**
 * Environment of the server (ollama/ollama, envconfig/config.go). A Service called `ollama` would bring variables such
 * as OLLAMA_PORT, so the pods take no service links.
 */
export function environment(v: OllamaVariables): EnvironmentEntry[] {
  const entries: Record<string, string | number | boolean | null> = {
    HOME: home,
    OLLAMA_HOST: `0.0.0.0:${port}`,
    OLLAMA_MODELS: `${home}/models`,
    // Nothing is to leave the cluster for the models of ollama.com.
    OLLAMA_NO_CLOUD: true,
    OLLAMA_KEEP_ALIVE: v.ollama_keep_alive,
    OLLAMA_LOAD_TIMEOUT: v.ollama_load_timeout,
    OLLAMA_MAX_LOADED_MODELS: v.ollama_max_loaded_models,
    OLLAMA_NUM_PARALLEL: v.ollama_parallel_requests,
    OLLAMA_MAX_QUEUE: v.ollama_max_queue,
    OLLAMA_CONTEXT_LENGTH: v.ollama_context_length,
    OLLAMA_FLASH_ATTENTION: v.ollama_flash_attention,
    OLLAMA_KV_CACHE_TYPE: v.ollama_kv_cache_type,
  };
  return Object.entries(entries).flatMap(([name, value]) =>
    value === null ? [] : [{ name, value: String(value) }],
  );
}
