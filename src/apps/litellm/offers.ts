import type { Facts, GrantSources, OfferSources } from "../../app.ts";
import { servedModels } from "./models.ts";
import { apiPort, podLabels } from "./tenant.ts";
import type { LitellmVariables } from "./variables.ts";

/** What LiteLLM gives to others: an OpenAI-compatible API, its URLs with `/v1` as clients want them. */
export const offers: OfferSources<LitellmVariables> = {
  "openai-api": (v, facts) => ({
    internalUrl: `${v.litellm_internal_url}/v1`,
    publicUrl: `${v.litellm_public_url}/v1`,
    models: v.litellm_model_names,
    modes: modes(v, facts),
    peer: { namespace: v.litellm_namespace, podLabels },
    port: apiPort,
  }),
};

function modes(v: LitellmVariables, facts: Facts): Record<string, string> {
  return Object.fromEntries(servedModels(v, facts).map(({ name, mode }) => [name, mode]));
}

/** The master key, to a client that asks for it. */
export const grants: GrantSources<LitellmVariables> = {
  "openai-client": ({ masterKey }, v) =>
    masterKey && v.litellm_master_key !== null ? { masterKey: v.litellm_master_key } : undefined,
};
