import { pageProxies } from "../../cluster/page.ts";
import type { Flow, Flows } from "../../network.ts";
import { withDns } from "../../traffic.ts";
import type { AirunwayVariables } from "./variables.ts";

type V = AirunwayVariables;

/** Labels of the page's pods, as upstream's manifests have them. */
export const pageLabels = {
  "app.kubernetes.io/name": "airunway",
  "app.kubernetes.io/instance": "airunway",
} as const;

/** Where the pods of the page listen; their Service has 80. */
export const pagePort = 3001;
/** Where the controller answers admission requests. */
const webhook = 9443;

const apiServer: Flow = { peer: "api-server", ports: [443, 6443] };

/** Traffic of the page: browsers, the API server, models, and the catalogues of models, recipes and prices. */
export function pageFlows(v: V): Flows {
  const hosts = v.airunway_hosts.map((host): Flow => ({ peer: { host }, ports: [443] }));
  return {
    ingress: v.airunway_route_enabled ? [{ peer: pageProxies(v), ports: [pagePort] }] : [],
    egress: withDns(v, [apiServer, models(v), ...hosts]),
  };
}

/** Traffic of the controller and of the shims. The API server asks the controller about each change. */
export function controllerFlows(v: V): Flows {
  return {
    ingress: [{ peer: "api-server", ports: [webhook] }],
    egress: withDns(v, [apiServer, models(v)]),
  };
}

/** Models run wherever their users put them; they are asked for their names and metrics. */
function models(v: V): Flow {
  return { peer: "every-namespace", ports: v.airunway_model_ports };
}
