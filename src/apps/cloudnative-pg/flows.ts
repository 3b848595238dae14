import type { Facts } from "../../app.ts";
import type { Flow, Flows } from "../../network.ts";
import type { Peer } from "../../offers.ts";
import type { CloudnativePgVariables } from "./variables.ts";

const operatorLabels = { "app.kubernetes.io/name": "cloudnative-pg" };
const pluginLabels = { "app.kubernetes.io/name": "plugin-barman-cloud" };

/** 443 for managed clusters; network plugins see the port of the API server itself, behind its Service. */
const apiServer: Flow = { peer: "api-server", ports: [443, 6443] };

/** The operator's pods, which call every instance. */
export function operatorPeer(namespace: string): Peer {
  return { namespace, podLabels: operatorLabels };
}

/**
 * Traffic of the operator. It asks instances for their status on 8000 and 5432
 * (cloudnative-pg.io/documentation, Networking) and serves the API server's webhook calls on 9443.
 */
export function operatorFlows(v: CloudnativePgVariables, facts: Facts): Flows {
  const webhook: Flow = { peer: "api-server", ports: [9443] };
  const collector = facts.offer("metrics-collector");
  const metrics: Flow[] = collector ? [{ peer: collector.peer, ports: [8080] }] : [];
  const instances = v.cnpg_instance_namespaces.map((namespace): Flow => {
    return { peer: { namespace, label: "cnpg.io/cluster" }, ports: [5432, 8000] };
  });
  const plugin: Flow = { peer: { namespace: v.cnpg_namespace, podLabels: pluginLabels }, ports: [9090] };
  return {
    ingress: [webhook, ...metrics],
    egress: [dns(v), apiServer, ...instances, ...(v.cnpg_barman_plugin_active ? [plugin] : [])],
  };
}

/** Traffic of the plugin. It never meets the object store: its sidecars in the databases' pods do. */
export function pluginFlows(v: CloudnativePgVariables): Flows {
  return {
    ingress: [{ peer: operatorPeer(v.cnpg_namespace), ports: [9090] }],
    egress: [dns(v), apiServer],
  };
}

function dns(v: CloudnativePgVariables): Flow {
  const peer = { namespace: v.network_dns_namespace, podLabels: { "k8s-app": "kube-dns" } };
  return { peer, ports: [53], protocols: ["UDP", "TCP"] };
}
