import type { App } from "../../app.ts";
import { claims } from "./claims.ts";
import { clientKeysName } from "./client-keys.ts";
import { defaults, derived } from "./derived.ts";
import { handover } from "./handover.ts";
import { live } from "./live.ts";
import { grants, offers } from "./offers.ts";
import { rules } from "./rules.ts";
import { toggles } from "./toggles.ts";
import type { LitellmVariables } from "./variables.ts";

/** LiteLLM: one OpenAI-compatible API in front of every provider, with its own database. */
export const app: App<LitellmVariables> = {
  name: "litellm",
  title: "LiteLLM",
  namespace: "litellm_namespace",
  toggles,
  defaults,
  derived,
  rules,
  ready: (v) => [v.litellm_client_keys_enabled ? clientKeysName : "litellm"],
  offers,
  claims,
  handover,
  live,
  grants,
};
