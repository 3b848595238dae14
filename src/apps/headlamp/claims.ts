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
};
