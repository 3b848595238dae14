import { createHash } from "node:crypto";
import type { Derivations, Facts } from "../../app.ts";
import { ciliumRules, type Flows, plainRules } from "../../network.ts";
import { databaseFlows, tikaFlows, webFlows } from "./network.ts";
import type { OpenWebuiVariables } from "./variables.ts";

type V = OpenWebuiVariables;

/** Variables that only the manifests need. */
export interface OpenWebuiManifests {
  readonly openwebui_secret_hash: string;
  readonly openwebui_plain_rules: object;
  readonly openwebui_cilium_rules: object;
  readonly openwebui_tika_plain_rules: object;
  readonly openwebui_tika_cilium_rules: object;
  readonly openwebui_database_plain_rules: object;
  readonly openwebui_database_cilium_rules: object;
}

export const manifestDerivations: Derivations<OpenWebuiManifests, V> = {
  openwebui_secret_hash: {
    type: "string",
    description: "Changes when a secret of the container changes, so that the pods are replaced.",
    secret: true,
    of: (v) => `sha256-${hash(JSON.stringify(v.openwebui_secret_data))}`,
  },
  openwebui_plain_rules: plain("Open WebUI's", webFlows),
  openwebui_cilium_rules: cilium("Open WebUI's", webFlows),
  openwebui_tika_plain_rules: plain("Tika's", tikaFlows),
  openwebui_tika_cilium_rules: cilium("Tika's", tikaFlows),
  openwebui_database_plain_rules: plain("the database's", databaseFlows),
  openwebui_database_cilium_rules: cilium("the database's", databaseFlows),
};

function plain(whose: string, flows: (v: V, facts: Facts) => Flows) {
  return {
    type: "object" as const,
    description: `Rules of ${whose} NetworkPolicy.`,
    of: (v: V, facts: Facts) => plainRules(flows(v, facts), v.network_policies_with_cilium),
  };
}

function cilium(whose: string, flows: (v: V, facts: Facts) => Flows) {
  return {
    type: "object" as const,
    description: `Rules of ${whose} CiliumNetworkPolicy.`,
    of: (v: V, facts: Facts) => ciliumRules(flows(v, facts)),
  };
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
