import type { App } from "../../app.ts";
import { claims } from "./claims.ts";
import { defaults, derived } from "./derived.ts";
import { handover } from "./handover.ts";
import { live } from "./live.ts";
import { rules } from "./rules.ts";
import type { OllamaVariables } from "./variables.ts";

/** Ollama: models that run in the cluster. */
export const app: App<OllamaVariables> = {
  name: "ollama",
  title: "Ollama",
  namespace: "ollama_namespace",
  toggles: [{ name: "ollama_enabled", needs: ["ollama_models"] }],
  defaults,
  derived,
  rules,
  claims,
  handover,
  live,
};
