import type { Derivations } from "../../app.ts";
import { ciliumPolicy, plainPolicy } from "../../policy-variables.ts";
import { aclFile } from "./acl-file.ts";
import { alertRules } from "./alerts.ts";
import { serverArgs } from "./args.ts";
import { dashboardJson } from "./dashboard.ts";
import { operatorFlows, serverFlows, serverLabels } from "./network.ts";
import { storeAddress } from "./object-store.ts";
import { clientPeers } from "./peers.ts";
import { snapshots } from "./snapshots.ts";
import type { DragonflyDerived, DragonflyVariables } from "./variables.ts";

export const derived: Derivations<DragonflyDerived, DragonflyVariables> = {
  dragonfly_host: {
    type: "string",
    description: "Name of the server inside the cluster; its port is 6379.",
    setInstead: "dragonfly_namespace",
    of: (v) => `dragonfly.${v.dragonfly_namespace}.svc.cluster.local`,
  },
  dragonfly_image: {
    type: "string",
    description: "Image of the server.",
    setInstead: "dragonfly_image_repository and dragonfly_version",
    of: (v) => `${v.dragonfly_image_repository}:${withV(v.dragonfly_version)}`,
  },
  dragonfly_operator_tag: {
    type: "string",
    description: "Tag of the operator's chart, which bears a v.",
    setInstead: "dragonfly_operator_version",
    of: (v) => withV(v.dragonfly_operator_version),
  },
  dragonfly_acl_file: {
    type: "string",
    description: "The ACL file: one line for each user, with the hash of its password.",
    secret: true,
    setInstead: "dragonfly_acl_enabled and the passwords of the tenants",
    of: aclFile,
  },
  dragonfly_args: {
    type: "array",
    description: "Command line of the server.",
    setInstead: "the setting behind the flag",
    of: serverArgs,
  },
  dragonfly_snapshots: {
    type: "object",
    description: "Where and when the server writes snapshots.",
    setInstead: "dragonfly_backup_enabled or dragonfly_snapshot_volume_size",
    of: snapshots,
  },
  dragonfly_snapshots_enabled: {
    type: "boolean",
    description: "Whether the server writes snapshots at all.",
    setInstead: "dragonfly_backup_enabled or dragonfly_snapshot_volume_size",
    of: (v, facts) => v.dragonfly_backup_enabled || facts.has("dragonfly_snapshot_volume_size"),
  },
  dragonfly_s3_host: {
    type: "string",
    description: "Host of the object store for snapshots, with its port unless it is the usual one.",
    setInstead: "dragonfly_s3_endpoint",
    of: (v, facts) => {
      const { host, port, tls } = storeAddress(v, facts);
      // A request is signed for its Host header, which clients write without the port of the scheme.
      return port === (tls ? 443 : 80) ? host : `${host}:${port}`;
    },
  },
  dragonfly_s3_tls: {
    type: "boolean",
    description: "Whether the object store for snapshots speaks HTTPS.",
    setInstead: "dragonfly_s3_endpoint",
    of: (v, facts) => storeAddress(v, facts).tls,
  },
  dragonfly_spread: {
    type: "array",
    description: "How the server pods spread over the nodes.",
    setInstead: "dragonfly_replicas",
    of: (v) => (v.dragonfly_replicas > 1 ? [oneForEachNode] : []),
  },
  dragonfly_client_peers: {
    type: "array",
    description: "Pods that may connect once network policies are enforced.",
    setInstead: "dragonfly_client_namespaces",
    of: clientPeers,
  },
  dragonfly_plain_rules: plainPolicy("the server's", serverFlows),
  dragonfly_cilium_rules: ciliumPolicy("the server's", serverFlows),
  dragonfly_operator_plain_rules: plainPolicy("the operator's", operatorFlows),
  dragonfly_operator_cilium_rules: ciliumPolicy("the operator's", operatorFlows),
  dragonfly_alerts: {
    type: "array",
    description: "Alerts on the server.",
    setInstead: "dragonfly_monitoring_enabled",
    of: alertRules,
  },
  dragonfly_dashboard: {
    type: "string",
    description: "Grafana dashboard of the server, as JSON.",
    setInstead: "dragonfly_monitoring_enabled",
    of: (v) => dashboardJson(v.dragonfly_namespace),
  },
};

function withV(version: string): string {
  return version.startsWith("v") ? version : `v${version}`;
}

const oneForEachNode = {
  maxSkew: 1,
  topologyKey: "kubernetes.io/hostname",
  whenUnsatisfiable: "ScheduleAnyway",
  labelSelector: { matchLabels: serverLabels },
};
