import type { Finding, Rule } from "../../../app.ts";
import { catalogue } from "../catalogue.ts";
import { credentials } from "../credentials.ts";
import type { LitellmVariables } from "../variables.ts";

/** Settings that name models must name models that are served. */
export const modelRules: readonly Rule<LitellmVariables>[] = [noModels, namedModels];

function* namedModels(v: LitellmVariables): Iterable<Finding> {
  const served = new Set(v.litellm_model_names);
  for (const use of uses(v)) {
    const finding = check(use, served);
    if (finding) yield finding;
  }
}

function* noModels(v: LitellmVariables): Iterable<Finding> {
  if (v.litellm_model_names.length > 0 || v.litellm_store_model_in_db) return;
  const { key, place } = credentials.usEast;
  yield {
    code: "no-models",
    severity: "warning",
    setting: "litellm_enabled",
    message: "no provider is configured: LiteLLM starts, but serves no model",
    hint: `set the key of a provider and its place, such as ${key} and ${place}`,
  };
}

interface Use {
  readonly setting: string;
  readonly path: readonly (string | number)[];
  readonly model: string;
  /** `known`: the catalogue must have it. `served`: it is idle when not served. `needed`: it fails then. */
  readonly as: "known" | "served" | "needed";
}

function* uses(v: LitellmVariables): Iterable<Use> {
  for (const [index, model] of v.litellm_disabled_models.entries()) {
    yield { setting: "litellm_disabled_models", path: [index], model, as: "known" };
  }
  for (const model of Object.keys(v.litellm_model_rate_limits)) {
    yield { setting: "litellm_model_rate_limits", path: [model], model, as: "served" };
  }
  for (const [group, models] of Object.entries(v.litellm_access_groups)) {
    for (const [index, model] of models.entries()) {
      yield { setting: "litellm_access_groups", path: [group, index], model, as: "served" };
    }
  }
  for (const [primary, backups] of Object.entries(v.litellm_fallbacks)) {
    yield { setting: "litellm_fallbacks", path: [primary], model: primary, as: "needed" };
    for (const [index, model] of backups.entries()) {
      yield { setting: "litellm_fallbacks", path: [primary, index], model, as: "needed" };
    }
  }
}

function check({ setting, path, model, as }: Use, served: ReadonlySet<string>): Finding | undefined {
  const known = catalogue.find(({ name }) => name === model);
  if (!known) {
    const names = catalogue.map(({ name }) => name).join(", ");
    return {
      code: "unknown-model",
      setting,
      path,
      message: `there is no model ${model}`,
      hint: `one of ${names}`,
    };
  }
  if (as === "known" || served.has(model)) return undefined;
  const { key, place } = credentials[known.credential];
  return {
    code: "model-not-served",
    severity: as === "needed" ? "error" : "warning",
    setting,
    path,
    message: `${model} is not served: its credential is missing, or litellm_disabled_models names it`,
    hint: `set ${key} and ${place}, or remove ${model} here`,
  };
}
