import type { Facts } from "../../app.ts";
import type { Flows } from "../../network.ts";
import type { Peer } from "../../offers.ts";
import { flowsTo, withDns } from "../../traffic.ts";
import { port } from "./environment.ts";
import { parseModelName, registryUrl } from "./model-name.ts";
import { pulledModels } from "./models.ts";
import type { OllamaVariables } from "./variables.ts";

type V = OllamaVariables;

/** Labels of the server's pod, as app-template sets them. */
export const serverLabels = { "app.kubernetes.io/name": "ollama" } as const;
/** Labels of the Jobs that ask for models. */
export const pullLabels = { "app.kubernetes.io/name": "ollama-pull" } as const;

/** Traffic of the server, which itself fetches what it is asked to pull. Without models it calls nobody. */
export function serverFlows(v: V, facts: Facts): Flows {
  const api = v.ollama_offer_models ? facts.offer("openai-api")?.peer : undefined;
  const pulls = pulledModels(v).length > 0;
  const clients: Peer[] = [
    ...(pulls ? [{ namespace: v.ollama_namespace, podLabels: pullLabels }] : []),
    ...(api ? [api] : []),
    ...v.ollama_client_namespaces.map((namespace) => ({ namespace, podLabels: {} })),
  ];
  return {
    ingress: clients.map((peer) => ({ peer, ports: [port] })),
    egress: pulls ? withDns(v, flowsTo(registries(v), [v.ollama_namespace])) : [],
  };
}

/** Traffic of the Jobs: they ask the server and nobody else. */
export function pullFlows(v: V): Flows {
  const server = { namespace: v.ollama_namespace, podLabels: serverLabels };
  return { ingress: [], egress: withDns(v, [{ peer: server, ports: [port] }]) };
}

/** Where models come from: the hosts of the setting, and registries in the models' own names; a rule refuses others. */
function registries(v: V): string[] {
  const named = pulledModels(v).flatMap((model) => parseModelName(model).registry ?? []);
  return [...v.ollama_pull_hosts, ...named].map(registryUrl).filter((url) => URL.canParse(url));
}
