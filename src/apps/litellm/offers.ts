import type { OfferSources } from "../../app.ts";
import { port } from "./derived.ts";
import { podLabels } from "./tenant.ts";
import type { LitellmVariables } from "./variables.ts";

/** What LiteLLM gives to others: an OpenAI-compatible API, its URLs with `/v1` as clients want them. */
export const offers: OfferSources<LitellmVariables> = {
  "openai-api": (v) => ({
    internalUrl: `${v.litellm_internal_url}/v1`,
    publicUrl: `${v.litellm_public_url}/v1`,
    public: v.litellm_route_enabled,
    models: v.litellm_model_names,
    peer: { namespace: v.litellm_namespace, podLabels },
    port,
  }),
};
