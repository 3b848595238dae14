import type { Facts, Finding, Rule } from "../../../app.ts";
import type { AirunwayVariables } from "../variables.ts";

type V = AirunwayVariables;

/** The plugin for the dashboard, and what it cannot do. */
export const pluginRules: readonly Rule<V>[] = [withDashboard, limits, withPage];

function* withDashboard(v: V, facts: Facts): Iterable<Finding> {
  if (v.airunway_plugin_image === null || facts.offer("dashboard")) return;
  yield {
    code: "airunway-plugin-without-dashboard",
    setting: "airunway_plugin_image",
    message: "there is no dashboard that the plugin could be put into",
    hint: "turn the dashboard on, or remove airunway_plugin_image",
  };
}

/** plugins/headlamp/src/lib: backend-discovery.ts, api-client.ts; tokens of the dashboard are in HttpOnly cookies. */
function* limits(v: V, facts: Facts): Iterable<Finding> {
  if (v.airunway_plugin_image === null || !facts.offer("dashboard")) return;
  yield {
    code: "airunway-plugin-limits",
    severity: "note",
    setting: "airunway_plugin_image",
    message:
      "upstream publishes no such image; the plugin finds no server by itself, each user enters its address; and it cannot read the dashboard's token, so all but the catalogue answers 401",
    hint: `use AI Runway's own page, ${v.airunway_public_url}, or remove airunway_plugin_image`,
  };
}

function* withPage(v: V): Iterable<Finding> {
  if (v.airunway_plugin_image === null || v.airunway_route_enabled) return;
  yield {
    code: "airunway-plugin-without-page",
    setting: "airunway_gateways",
    message: "the plugin runs in the browser, but airunway_gateways names no Gateway to AI Runway",
    hint: "add internal or external to airunway_gateways, or remove airunway_plugin_image",
  };
}
