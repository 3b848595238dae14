import type { Finding, Rule } from "../../app.ts";
import { usesAmd } from "./scheduling.ts";
import type { OllamaVariables } from "./variables.ts";

/** GPUs that Ollama would not, or not fully, use. */
export const gpuRules: readonly Rule<OllamaVariables>[] = [
  imageForGpu,
  runtimeNeedsGpu,
  smallContextNeedsFlash,
];

function* imageForGpu(v: OllamaVariables): Iterable<Finding> {
  const hasRocm = /(^|-)rocm$/.test(v.ollama_image_tag ?? "");
  if (hasRocm === usesAmd(v)) return;
  yield {
    code: "ollama-image-and-gpu",
    severity: "warning",
    setting: "ollama_image_tag",
    message: hasRocm
      ? `the image ${v.ollama_image_tag} has libraries for GPUs of AMD alone`
      : `the image ${v.ollama_image_tag} lacks the libraries for GPUs of AMD`,
    hint: hasRocm
      ? "leave out -rocm, or set ollama_gpu_resource: amd.com/gpu and ollama_gpu_count"
      : "take the tag with -rocm at its end, or leave ollama_image_tag out",
  };
}

/** A RuntimeClass shows a GPU to a pod that has not reserved it, and shares it behind the scheduler's back. */
function* runtimeNeedsGpu(v: OllamaVariables): Iterable<Finding> {
  if (v.ollama_runtime_class !== "nvidia" || v.ollama_gpu_count > 0) return;
  yield {
    code: "ollama-gpu-not-reserved",
    severity: "warning",
    setting: "ollama_runtime_class",
    message: "the runtime shows every GPU of the node to Ollama, but none is reserved for it",
    hint: "set ollama_gpu_count to 1 or more",
  };
}

function* smallContextNeedsFlash(v: OllamaVariables): Iterable<Finding> {
  if (v.ollama_kv_cache_type === "f16" || v.ollama_flash_attention !== false) return;
  yield {
    code: "ollama-cache-needs-flash-attention",
    severity: "warning",
    setting: "ollama_kv_cache_type",
    message: `without flash attention the context is kept as f16, not as ${v.ollama_kv_cache_type}`,
    hint: "leave out ollama_flash_attention, or set it to true",
  };
}
