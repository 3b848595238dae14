import type { ClaimSources } from "../../app.ts";
import type { Claims } from "../../offers.ts";
import { peer } from "./network.ts";
import { callbackUrl } from "./sign-in.ts";
import type { HeadlampVariables } from "./variables.ts";

/** What Headlamp asks of others. The assistant is a page in browsers, so its claims name no pods. */
export const claims: ClaimSources<HeadlampVariables> = {
  "oidc-client": (v) => (v.headlamp_oidc_enabled ? [client(v)] : []),
  hostname: (v) =>
    v.headlamp_route_enabled
      ? [{ host: v.headlamp_hostname, title: "Headlamp", gateways: v.headlamp_gateways }]
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

function client(v: HeadlampVariables): Claims["oidc-client"] {
  const names = [...new Set(v.headlamp_group_roles.map(({ group }) => group))];
  return {
    clientId: v.headlamp_oidc_client_id,
    redirectUris: [callbackUrl(v)],
    peer: peer(v),
    secret: "headlamp_oidc_client_secret",
    pkce: v.headlamp_pkce_method === "S256",
    scopes: v.headlamp_oidc_scopes,
    ...(names.length > 0 && { groups: { claim: v.headlamp_oidc_groups_claim, names } }),
  };
}
