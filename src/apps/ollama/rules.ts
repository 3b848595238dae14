import type { Rule } from "../../app.ts";
import { gpuRules } from "./gpu-rules.ts";
import { memoryRules } from "./memory-rules.ts";
import { modelRules } from "./model-rules.ts";
import type { OllamaVariables } from "./variables.ts";

/** Everything that must hold between settings of Ollama. */
export const rules: readonly Rule<OllamaVariables>[] = [...modelRules, ...memoryRules, ...gpuRules];
