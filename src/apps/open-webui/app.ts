import type { App } from "../../app.ts";
import { claims } from "./claims.ts";
import { defaults } from "./defaults.ts";
import { derived } from "./derived.ts";
import { handover } from "./handover.ts";
import { live } from "./live.ts";
import { rules } from "./rules.ts";
import { toggles } from "./toggles.ts";
import type { OpenWebuiVariables } from "./variables.ts";

/** Open WebUI: a chat page in front of the OpenAI-compatible API. */
export const app: App<OpenWebuiVariables> = {
  name: "open-webui",
  title: "Open WebUI",
  namespace: "openwebui_namespace",
  toggles,
  defaults,
  derived,
  rules,
  claims,
  handover,
  live,
};
