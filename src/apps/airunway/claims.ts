import type { ClaimSources } from "../../app.ts";
import type { AirunwayVariables } from "./variables.ts";

/** What AI Runway asks of others: a place for its plugin in the dashboard, and a name for its page. */
export const claims: ClaimSources<AirunwayVariables> = {
  hostname: (v) =>
    v.airunway_route_enabled
      ? [{ host: v.airunway_hostname, title: "AI Runway", gateways: v.airunway_gateways }]
      : [],
  "dashboard-plugin": (v) =>
    v.airunway_plugin_image === null
      ? []
      : [{ name: "airunway", image: v.airunway_plugin_image, path: v.airunway_plugin_path }],
};
