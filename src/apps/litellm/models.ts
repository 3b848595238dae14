import type { Facts } from "../../app.ts";
import { catalogueModels } from "./catalogue-models.ts";
import { claimedModels } from "./claimed-models.ts";
import type { Mode } from "./modes.ts";
import { ownModels } from "./own-models.ts";
import type { ServedModel } from "./served-model.ts";
import type { LitellmVariables } from "./variables.ts";

/**
 * The models that are served: those of the catalogue whose credential is configured, the user's own, and those of
 * servers in the cluster that the user has not described under the same name; none that is switched off.
 */
export function servedModels(v: LitellmVariables, facts: Facts): ServedModel[] {
  const own = ownModels(v, facts);
  const names = new Set(own.map(({ name }) => name));
  const claimed = claimedModels(facts).filter(({ name }) => !names.has(name));
  return [...catalogueModels(facts), ...own, ...claimed].filter(
    ({ name }) => !v.litellm_disabled_models.includes(name),
  );
}

/** What each name is for that clients can ask for, in the order of config.yaml; then the aliases. */
export function modelModes(v: LitellmVariables, facts: Facts): Record<string, Mode> {
  const modes = new Map(servedModels(v, facts).map(({ name, mode }) => [name, mode]));
  for (const [alias, model] of Object.entries(v.litellm_model_aliases)) {
    const mode = modes.get(model);
    if (mode !== undefined && !modes.has(alias)) modes.set(alias, mode);
  }
  return Object.fromEntries(modes);
}

/** model_list of config.yaml; an empty list when there is no provider, never null. */
export function modelList(v: LitellmVariables, facts: Facts): object[] {
  return servedModels(v, facts).map((model) => ({
    model_name: model.name,
    litellm_params: litellmParams(model, v),
    model_info: modelInfo(model, v),
  }));
}

function litellmParams({ name, params }: ServedModel, v: LitellmVariables): object {
  const { timeout, stream_timeout, ...others } = params;
  return {
    ...others,
    ...v.litellm_model_rate_limits[name],
    ...(timeout !== undefined && { timeout }),
    ...(stream_timeout !== undefined && { stream_timeout }),
  };
}

function modelInfo({ name, mode, groups, info }: ServedModel, v: LitellmVariables): object {
  const { base_model, ...others } = info;
  const further = Object.entries(v.litellm_access_groups)
    .filter(([, members]) => members.includes(name))
    .map(([group]) => group);
  const all = [...new Set([...groups, ...further])];
  return {
    mode,
    ...(base_model !== undefined && { base_model }),
    ...(all.length > 0 && { access_groups: all }),
    ...others,
  };
}
