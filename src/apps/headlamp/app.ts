import type { App } from "../../app.ts";
import { claims } from "./claims.ts";
import { defaults, derived } from "./derived.ts";
import { handover } from "./handover.ts";
import { live } from "./live.ts";
import { offers } from "./offers.ts";
import { rules } from "./rules.ts";
import type { HeadlampVariables } from "./variables.ts";

/** Headlamp: a page for the cluster, whose assistant asks the platform's own models. */
export const app: App<HeadlampVariables> = {
  name: "headlamp",
  title: "Headlamp",
  namespace: "headlamp_namespace",
  toggles: [
    { name: "headlamp_enabled", needs: [], whenAbsent: false },
    { name: "headlamp_oidc_enabled", needs: ["headlamp_oidc_client_secret"], offers: ["oidc-issuer"] },
    {
      name: "headlamp_ai_assistant_enabled",
      needs: ["headlamp_ai_assistant_api_key"],
      offers: ["openai-api"],
    },
  ],
  defaults,
  derived,
  rules,
  offers,
  claims,
  handover,
  live,
};
