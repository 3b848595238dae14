import type { GrantSources, OfferSources } from "../../app.ts";
import { hasSignInBefore } from "../../cluster/page.ts";
import type { Mode } from "./modes.ts";
import { apiPort, podLabels } from "./tenant.ts";
import type { LitellmVariables } from "./variables.ts";

/** What LiteLLM gives to others: an OpenAI-compatible API, its URLs with `/v1` as clients want them. */
export const offers: OfferSources<LitellmVariables> = {
  "openai-api": (v) => ({
    internalUrl: `${v.litellm_internal_url}/v1`,
    publicUrl: `${v.litellm_public_url}/v1`,
    public: v.litellm_route_enabled && !hasSignInBefore(v),
    models: namedModels(v),
    chatModels: namedModels(v, "chat"),
    embeddingModels: namedModels(v, "embedding"),
    rerankModels: namedModels(v, "rerank"),
    wildcards: v.litellm_model_names.filter((name) => name.includes("*")),
    peer: { namespace: v.litellm_namespace, podLabels },
    port: apiPort,
  }),
};

/** Models of a mode, or all, by names that a client can ask for as they stand: a wildcard is none. */
function namedModels(v: LitellmVariables, mode?: Mode): string[] {
  const names = v.litellm_model_names.filter((name) => !name.includes("*"));
  return names.filter((name) => mode === undefined || v.litellm_model_modes[name] === mode);
}

/** The master key, to a client that asks for it. */
export const grants: GrantSources<LitellmVariables> = {
  "openai-client": ({ masterKey }, v) =>
    masterKey && v.litellm_master_key !== null ? { masterKey: v.litellm_master_key } : undefined,
};
