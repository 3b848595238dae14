import type { LitellmVariables } from "../variables.ts";

/** A place in the settings that names a model. */
export interface ModelUse {
  readonly setting: string;
  readonly path: readonly (string | number)[];
  readonly model: string;
  /** `known`: it must exist. `served`: it is idle when it is not served. `needed`: it fails then. */
  readonly as: "known" | "served" | "needed";
}

/** The settings that map models to those that answer for them. */
export const fallbackMaps = [
  "litellm_fallbacks",
  "litellm_context_window_fallbacks",
  "litellm_content_policy_fallbacks",
] as const;

/** Every place that names a model, in the order of the settings' names. */
export function* modelUses(v: LitellmVariables): Iterable<ModelUse> {
  yield* listed("litellm_disabled_models", v.litellm_disabled_models, "known");
  yield* keys("litellm_model_rate_limits", v.litellm_model_rate_limits, "served");
  for (const [group, models] of Object.entries(v.litellm_access_groups)) {
    yield* listed("litellm_access_groups", models, "served", [group]);
  }
  for (const setting of fallbackMaps) {
    yield* keys(setting, v[setting], "needed");
    for (const [model, others] of Object.entries(v[setting])) {
      yield* listed(setting, others, "needed", [model]);
    }
  }
  yield* listed("litellm_default_fallbacks", v.litellm_default_fallbacks, "needed");
  yield* keys("litellm_model_retries", v.litellm_model_retries, "served");
  for (const [alias, model] of Object.entries(v.litellm_model_aliases)) {
    yield { setting: "litellm_model_aliases", path: [alias], model, as: "needed" };
  }
}

function* listed(
  setting: string,
  models: readonly string[],
  as: ModelUse["as"],
  above: readonly string[] = [],
): Iterable<ModelUse> {
  for (const [index, model] of models.entries()) yield { setting, path: [...above, index], model, as };
}

function* keys(setting: string, map: object, as: ModelUse["as"]): Iterable<ModelUse> {
  for (const model of Object.keys(map)) yield { setting, path: [model], model, as };
}
