import type { ClaimSources } from "../../app.ts";
import type { AirunwayVariables } from "./variables.ts";

/** What AI Runway asks of others: a place for its plugin in the dashboard. */
export const claims: ClaimSources<AirunwayVariables> = {
  "dashboard-plugin": (v) =>
    v.airunway_plugin_image === null
      ? []
      : [{ name: "airunway", image: v.airunway_plugin_image, path: v.airunway_plugin_path }],
};
