import type { Facts } from "../../app.ts";
import type { Flow, Flows } from "../../network.ts";
import type { Peer } from "../../offers.ts";
import { port } from "./environment.ts";
import { parseModelName } from "./model-name.ts";
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
  const clients: Peer[] = [
    { namespace: v.ollama_namespace, podLabels: pullLabels },
    ...(api ? [api] : []),
    ...v.ollama_client_namespaces.map((namespace) => ({ namespace, podLabels: {} })),
  ];
  const hosts = pullHosts(v);
  return {
    ingress: clients.map((peer) => ({ peer, ports: [port] })),
    egress: hosts.length > 0 ? [dns(v, true), ...hosts] : [],
  };
}

/** Traffic of the Jobs: they ask the server and nobody else. */
export function pullFlows(v: V): Flows {
  const server = { namespace: v.ollama_namespace, podLabels: serverLabels };
  return { ingress: [], egress: [dns(v, false), { peer: server, ports: [port] }] };
}

/** Where models come from: the hosts of the setting, and registries in the models' own names. */
function pullHosts(v: V): Flow[] {
  const models = pulledModels(v);
  if (models.length === 0) return [];
  const named = models.flatMap((model) => parseModelName(model).registry ?? []);
  const ends = [...v.ollama_pull_hosts, ...named].map((end) => end.split(":"));
  const flows = ends.map(([host = "", own = "443"]): Flow => ({ peer: { host }, ports: [Number(own)] }));
  return [...new Map(flows.map((flow) => [JSON.stringify(flow), flow])).values()];
}

function dns(v: V, resolvesHosts: boolean): Flow {
  const peer = { namespace: v.network_dns_namespace, podLabels: { "k8s-app": "kube-dns" } };
  return { peer, ports: [53], protocols: ["UDP", "TCP"], ...(resolvesHosts && { resolvesHosts }) };
}
