import type { Finding, Rule } from "../../../app.ts";
import { nearest } from "../../../nearest.ts";
import { catalogue, catalogueModel } from "../catalogue.ts";
import { credentials } from "../credentials.ts";
import { behind } from "../model-names.ts";
import type { LitellmVariables } from "../variables.ts";
import { type ModelUse, modelUses } from "./model-uses.ts";

/** Settings that name models must name models that are served. */
export const modelRules: readonly Rule<LitellmVariables>[] = [noModels, namedModels];

function* namedModels(v: LitellmVariables): Iterable<Finding> {
  for (const use of modelUses(v)) {
    const finding = check(use, v);
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
    hint: `set the key of a provider and its place, such as ${key} and ${place}, or describe models in litellm_models`,
  };
}

function check(use: ModelUse, v: LitellmVariables): Finding | undefined {
  const { model, as } = use;
  if (behind(v.litellm_model_modes, model) !== undefined) return undefined;
  const known = catalogueModel(model);
  if (known === undefined && !isDisabled(model, v)) return unknown(use, v);
  return as === "known" ? undefined : notServed(use, known && credentials[known.credential]);
}

/** Only models that would be served otherwise can be switched off; the catalogue's always can. */
function isDisabled(model: string, v: LitellmVariables): boolean {
  return v.litellm_claimed_models.includes(model) || v.litellm_models.some(({ name }) => name === model);
}

/** The admin page may have added models that are not known here. */
function unknown({ setting, path, model }: ModelUse, v: LitellmVariables): Finding {
  const names = [...new Set([...v.litellm_model_names, ...catalogue.map(({ name }) => name)])];
  const near = nearest(model, names);
  const served = v.litellm_model_names.join(", ") || "none yet";
  return {
    code: "unknown-model",
    ...(v.litellm_store_model_in_db && { severity: "warning" }),
    setting,
    path,
    message: `there is no model ${model}`,
    hint: near === undefined ? `served are ${served}` : `did you mean ${near}; served are ${served}`,
  };
}

function notServed(
  { setting, path, model, as }: ModelUse,
  credential: { readonly key: string; readonly place: string } | undefined,
): Finding {
  const remedy = credential ? `set ${credential.key} and ${credential.place}` : "serve it again";
  return {
    code: "model-not-served",
    severity: as === "needed" ? "error" : "warning",
    setting,
    path,
    message: `${model} is not served: its credential is missing, or litellm_disabled_models names it`,
    hint: `${remedy}, or remove ${model} here`,
  };
}
