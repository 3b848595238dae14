import type { ClaimSources } from "../../app.ts";
import { peer } from "./network.ts";
import { callbackUrl } from "./sign-in.ts";
import type { HeadlampVariables } from "./variables.ts";

/** What Headlamp asks of others. The assistant is a page in browsers, so its claims name no pods. */
export const claims: ClaimSources<HeadlampVariables> = {
  "oidc-client": (v) =>
    v.headlamp_oidc_enabled
      ? [{ clientId: v.headlamp_oidc_client_id, redirectUris: [callbackUrl(v)], peer: peer(v) }]
      : [],
  "cors-origin": (v) => (v.headlamp_ai_assistant_enabled ? [{ origin: v.headlamp_public_url }] : []),
  "openai-client": (v) => {
    if (!v.headlamp_ai_assistant_enabled || v.headlamp_ai_assistant_api_key === null) return [];
    const key = {
      value: v.headlamp_ai_assistant_api_key,
      models: v.headlamp_ai_assistant_models,
      maxBudget: v.headlamp_ai_assistant_max_budget,
      budgetDuration: v.headlamp_ai_assistant_budget_duration,
    };
    return [{ name: "headlamp-ai-assistant", key }];
  },
};
