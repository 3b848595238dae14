import type { Facts } from "../../app.ts";
import { type CatalogueModel, catalogue } from "./catalogue.ts";
import { credentialEnvironment, credentials, fromEnvironment, isConfigured } from "./credentials.ts";
import type { LitellmVariables } from "./variables.ts";

/** The environment variable that holds azure_openai_realtime_api_base. */
export const realtimeBase = "AZURE_OPENAI_REALTIME_API_BASE";

/** The models that are served: their credential is configured and they are not switched off. */
export function servedModels(v: LitellmVariables, facts: Facts): CatalogueModel[] {
  return catalogue.filter(
    (model) =>
      isConfigured(credentials[model.credential], facts) && !v.litellm_disabled_models.includes(model.name),
  );
}

/** model_list of config.yaml; an empty list when there is no provider, never null. */
export function modelList(v: LitellmVariables, facts: Facts): object[] {
  return servedModels(v, facts).map((model) => ({
    model_name: model.name,
    litellm_params: litellmParams(model, v, facts),
    model_info: modelInfo(model, v),
  }));
}

function litellmParams(model: CatalogueModel, v: LitellmVariables, facts: Facts): object {
  const { name, provider, timeout, streamTimeout, params } = model;
  return {
    model: `${provider}/${name}`,
    ...account(model, facts),
    ...params,
    ...v.litellm_model_rate_limits[name],
    timeout,
    ...(streamTimeout && { stream_timeout: streamTimeout }),
  };
}

/** A credential's values stand back behind those named here, so a model at another resource needs its own. */
function account({ mode, credential }: CatalogueModel, facts: Facts): object {
  if (mode !== "realtime" || !facts.has("azure_openai_realtime_api_base")) {
    return { litellm_credential_name: credentials[credential].name };
  }
  return {
    api_base: fromEnvironment(realtimeBase),
    api_key: fromEnvironment(credentialEnvironment(credentials[credential]).key),
  };
}

function modelInfo({ name, mode, baseModel, groups, info }: CatalogueModel, v: LitellmVariables): object {
  const further = Object.entries(v.litellm_access_groups)
    .filter(([, members]) => members.includes(name))
    .map(([group]) => group);
  return { mode, base_model: baseModel, access_groups: [...new Set([...groups, ...further])], ...info };
}
