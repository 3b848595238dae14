import type { Derivations } from "../../app.ts";
import { parentRefs } from "../../cluster/gateways.ts";
import { databaseDerivations } from "./database.ts";
import { manifestDerivations } from "./manifests.ts";
import { secretData } from "./secrets.ts";
import { values } from "./values.ts";
import type { OpenWebuiDerived, OpenWebuiVariables } from "./variables.ts";

/** Every variable that Open WebUI computes. */
export const derived: Derivations<OpenWebuiDerived, OpenWebuiVariables> = {
  openwebui_hostname: {
    type: "string",
    description: "Host name of Open WebUI.",
    setInstead: "openwebui_subdomain",
    of: (v) => `${v.openwebui_subdomain}.${v.cloudflare_domain}`,
  },
  openwebui_public_url: {
    type: "string",
    description: "URL of Open WebUI as browsers see it.",
    setInstead: "openwebui_subdomain",
    of: (v) => `https://${v.openwebui_hostname}`,
  },
  openwebui_parent_refs: {
    type: "array",
    description: "Gateways that the HTTPRoute attaches to.",
    setInstead: "openwebui_gateways",
    of: (v) => parentRefs(v, v.openwebui_gateways),
  },
  openwebui_route_enabled: {
    type: "boolean",
    description: "Whether Open WebUI is reachable through a Gateway.",
    setInstead: "openwebui_gateways",
    of: (v) => v.openwebui_gateways.length > 0,
  },
  openwebui_replicated: {
    type: "boolean",
    description: "Whether several pods run.",
    setInstead: "openwebui_replicas",
    of: (v) => v.openwebui_replicas > 1,
  },
  openwebui_volume_needed: {
    type: "boolean",
    description: "Whether files live on a volume.",
    setInstead: "openwebui_s3_enabled",
    of: (v) => !v.openwebui_s3_enabled,
  },
  openwebui_values: {
    type: "object",
    description: "Values of the chart, without secrets.",
    setInstead: "the settings that they are made of",
    of: values,
  },
  openwebui_secret_data: {
    type: "object",
    description: "What the Secret of the container's environment holds.",
    secret: true,
    of: secretData,
  },
  ...databaseDerivations,
  ...manifestDerivations,
};
