import type { Derivations } from "../../app.ts";
import { type PageRoute, pageRoute, pageUrl } from "../../cluster/page.ts";
import { databaseDerivations } from "./database.ts";
import { databaseJobDerivations } from "./database-job.ts";
import { manifestDerivations } from "./manifests.ts";
import { name } from "./names.ts";
import { secretData } from "./secrets.ts";
import { values } from "./values.ts";
import type { OpenWebuiDerived, OpenWebuiVariables } from "./variables.ts";

/** Every variable that Open WebUI computes. */
export const derived: Derivations<OpenWebuiDerived, OpenWebuiVariables> = {
  openwebui_public_url: {
    type: "string",
    description: "URL of Open WebUI as browsers see it.",
    setInstead: "openwebui_hostname",
    of: (v) => pageUrl(v, v.openwebui_hostname),
  },
  openwebui_route: {
    type: "object",
    description: "HTTPRoute or Ingress that leads to Open WebUI.",
    setInstead: "route_kind, openwebui_gateways and openwebui_hostname",
    of: route,
  },
  openwebui_route_enabled: {
    type: "boolean",
    description: "Whether browsers reach Open WebUI through a Gateway or an Ingress.",
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
  ...databaseJobDerivations,
  ...manifestDerivations,
};

/** Websockets stay open, and answers stream for minutes. */
function route(v: OpenWebuiVariables): PageRoute | null {
  const hostname = v.openwebui_hostname;
  const gateways = v.openwebui_gateways;
  return pageRoute(v, { name, hostname, service: name, port: 80, gateways, longAnswers: true });
}
