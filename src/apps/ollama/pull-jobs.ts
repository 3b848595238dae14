import { createHash } from "node:crypto";
import { pulledModels } from "./models.ts";
import type { OllamaVariables } from "./variables.ts";

/** A Job that asks Ollama to pull one model. */
export interface PullJob {
  readonly name: string;
  readonly model: string;
}

/** Leaves room for the hash and for what Kubernetes appends to the names of pods. */
const longestSlug = 30;

/**
 * One Job for each model, so that one that cannot be pulled holds up no other. Its name changes with the model, the
 * image and `ollama_pulled_at`: what has changed is pulled again, everything else stays done.
 */
export function pullJobs(v: OllamaVariables): PullJob[] {
  return pulledModels(v).map((model) => {
    const hash = createHash("sha256").update(JSON.stringify([model, v.ollama_image, v.ollama_pulled_at]));
    return { name: `ollama-pull-${slug(model)}-${hash.digest("hex").slice(0, 8)}`, model };
  });
}

function slug(model: string): string {
  const words = model.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return words.join("-").slice(-longestSlug).replace(/^-/, "");
}
