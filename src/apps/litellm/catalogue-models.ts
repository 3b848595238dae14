import type { Facts } from "../../app.ts";
import { type CatalogueModel, catalogue } from "./catalogue.ts";
import { credentialEnvironment, credentials, fromEnvironment, isConfigured } from "./credentials.ts";
import type { ServedModel } from "./served-model.ts";

/** The environment variable that holds azure_openai_realtime_api_base. */
export const realtimeBase = "AZURE_OPENAI_REALTIME_API_BASE";

/** The models of the catalogue whose credential is configured. */
export function catalogueModels(facts: Facts): ServedModel[] {
  return catalogue
    .filter(({ credential }) => isConfigured(credentials[credential], facts))
    .map((model) => ({
      name: model.name,
      mode: model.mode,
      params: litellmParams(model, facts),
      info: { base_model: model.baseModel, ...model.info },
      groups: model.groups,
    }));
}

function litellmParams(model: CatalogueModel, facts: Facts): Record<string, unknown> {
  const { name, provider, timeout, streamTimeout, params } = model;
  return {
    model: `${provider}/${name}`,
    ...account(model, facts),
    ...params,
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
