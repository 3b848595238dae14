import type { Facts, Finding, Rule } from "../../../app.ts";
import type { Offers } from "../../../offers.ts";
import { type Mode, modelsFor } from "../models.ts";
import type { OpenWebuiVariables } from "../variables.ts";

type V = OpenWebuiVariables;

/** Models that settings name must be offered, and be for what they are named for. */
export const modelRules: readonly Rule<V>[] = [offered, noEmbedding, selected];

interface Use {
  readonly setting: string;
  readonly path?: readonly number[];
  readonly model: string;
  readonly mode: Mode;
}

function* uses(v: V): Iterable<Use> {
  for (const setting of ["openwebui_models", "openwebui_default_models"] as const) {
    for (const [index, model] of v[setting].entries()) yield { setting, path: [index], model, mode: "chat" };
  }
  if (v.openwebui_task_model) {
    yield { setting: "openwebui_task_model", model: v.openwebui_task_model, mode: "chat" };
  }
  if (v.openwebui_embedding_model) {
    yield { setting: "openwebui_embedding_model", model: v.openwebui_embedding_model, mode: "embedding" };
  }
  if (v.openwebui_rerank_model) {
    yield { setting: "openwebui_rerank_model", model: v.openwebui_rerank_model, mode: "rerank" };
  }
}

function* offered(v: V, facts: Facts): Iterable<Finding> {
  const api = facts.offer("openai-api");
  if (!api || api.wildcards.length > 0) return;
  for (const { setting, path = [], model, mode } of uses(v)) {
    const place = { setting, ...(path.length > 0 && { path }) };
    if (!api.models.includes(model)) {
      const names = api.models.join(", ");
      const hint = names ? `one of ${names}` : "configure a provider of the API first";
      yield { code: "model-not-offered", ...place, message: `the API offers no model ${model}`, hint };
    } else if (setting !== "openwebui_models" && !modelsFor(api, mode).includes(model)) {
      yield {
        code: "model-mode",
        ...place,
        message: `${model} is not for ${mode}`,
        hint: forMode(api, mode),
      };
    }
  }
}

function forMode(api: Offers["openai-api"], mode: Mode): string {
  const fitting = modelsFor(api, mode);
  return fitting.length > 0
    ? `one of ${fitting.join(", ")}`
    : `configure a provider with a model for ${mode}`;
}

function* noEmbedding(v: V): Iterable<Finding> {
  if (v.openwebui_embedding_model) return;
  yield {
    code: "no-embedding-model",
    severity: "note",
    setting: "openwebui_enabled",
    message: "the API offers no embedding model, so documents are put into the prompt as a whole",
    hint: "configure a provider with an embedding model, or name one in openwebui_embedding_model",
  };
}

/** Open WebUI knows no other models than those of the selector: it passes over a task model that is not there. */
function* selected(v: V): Iterable<Finding> {
  if (v.openwebui_models.length === 0) return;
  for (const { setting, path, model, mode } of uses(v)) {
    if (mode !== "chat" || v.openwebui_models.includes(model)) continue;
    yield {
      code: "model-not-selectable",
      setting,
      ...(path && { path }),
      message: `${model} is not in openwebui_models`,
      hint: `add it there, or take one of ${v.openwebui_models.join(", ")}`,
    };
  }
}
