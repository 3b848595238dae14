import type { Facts } from "../../app.ts";
import { pageProxies } from "../../cluster/page.ts";
import type { Flow, Flows } from "../../network.ts";
import type { Peer } from "../../offers.ts";
import { databaseFlows as clusterFlows, databasePeer, postgresPort } from "../../postgresql/flows.ts";
import { flowsTo, flowsToServer, withDns } from "../../traffic.ts";
import { databaseCluster, podLabels, podPort, tikaLabels, tikaPort } from "./names.ts";
import type { OpenWebuiVariables } from "./variables.ts";

type V = OpenWebuiVariables;

/** Open WebUI's own pods. */
export function webPeer(v: V): Peer {
  return { namespace: v.openwebui_namespace, podLabels };
}

/** Traffic of Open WebUI's pods. The kubelet's probes need no rule. */
export function webFlows(v: V, facts: Facts): Flows {
  return {
    ingress: v.openwebui_route_enabled ? [{ peer: pageProxies(v), ports: [podPort] }] : [],
    egress: withDns(v, [
      ...neighbours(v, facts),
      ...flowsTo(v.openwebui_egress_urls, [v.openwebui_namespace]),
    ]),
  };
}

function neighbours(v: V, facts: Facts): Flow[] {
  const api = facts.offer("openai-api");
  const cache = v.openwebui_cache_enabled ? facts.offer("cache") : undefined;
  const store = v.openwebui_s3_enabled ? facts.offer("object-store") : undefined;
  const issuer = v.openwebui_oidc_enabled ? facts.offer("oidc-issuer") : undefined;
  const tika = { namespace: v.openwebui_namespace, podLabels: tikaLabels };
  return [
    ...(api ? [{ peer: api.peer, ports: [api.port] }] : []),
    ...(v.openwebui_postgresql_enabled ? [database(v, facts)] : []),
    ...(cache ? [{ peer: cache.peer, ports: [cache.port] }] : []),
    ...(store ? flowsToServer(store.peer, store.endpoint) : []),
    ...(issuer ? flowsToServer(issuer.peer, v.openwebui_oidc_discovery_url) : []),
    ...(v.openwebui_tika_enabled ? [{ peer: tika, ports: [tikaPort] }] : []),
  ];
}

/** The database's own pods, or a server that is there already. */
function database(v: V, facts: Facts): Flow {
  const server = facts.offer("postgresql")?.server;
  if (server) return { peer: server.peer, ports: [server.port] };
  return { peer: databasePeer(v.openwebui_namespace, databaseCluster), ports: [postgresPort] };
}

/** Traffic of the Job that makes the database on a server that is there already. */
export function databaseJobFlows(v: V, facts: Facts): Flows {
  return { ingress: [], egress: withDns(v, [database(v, facts)]) };
}

/** Traffic of Tika: documents come from Open WebUI, and it calls nobody. */
export function tikaFlows(v: V): Flows {
  return { ingress: [{ peer: webPeer(v), ports: [tikaPort] }], egress: [] };
}

/** Traffic of the database's pods. */
export function databaseFlows(v: V, facts: Facts): Flows {
  const collector = v.openwebui_monitoring_enabled ? facts.offer("metrics-collector") : undefined;
  return clusterFlows(v, {
    namespace: v.openwebui_namespace,
    cluster: databaseCluster,
    clients: [webPeer(v)],
    operator: facts.offer("postgresql")?.operator,
    collectors: collector ? [collector.peer] : [],
    store: v.openwebui_plugin_needed ? facts.offer("object-store") : undefined,
  });
}
