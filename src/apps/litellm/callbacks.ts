import type { LitellmVariables } from "./variables.ts";

/** litellm_settings.callbacks: only those whose other end exists. */
export function callbacks(v: LitellmVariables): string[] {
  return [
    ...(v.litellm_monitoring_enabled ? ["prometheus"] : []),
    ...(v.litellm_tracing_enabled ? ["otel"] : []),
    ...(v.litellm_langfuse_enabled ? ["langfuse_otel"] : []),
    ...(v.litellm_prompt_injection_check ? ["detect_prompt_injection"] : []),
  ];
}
