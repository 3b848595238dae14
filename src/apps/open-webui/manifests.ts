import { createHash } from "node:crypto";
import type { Derivations } from "../../app.ts";
import { ciliumPolicy, plainPolicy } from "../../policy-variables.ts";
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
  openwebui_plain_rules: plainPolicy("Open WebUI's", webFlows),
  openwebui_cilium_rules: ciliumPolicy("Open WebUI's", webFlows),
  openwebui_tika_plain_rules: plainPolicy("Tika's", tikaFlows),
  openwebui_tika_cilium_rules: ciliumPolicy("Tika's", tikaFlows),
  openwebui_database_plain_rules: plainPolicy("the database's", databaseFlows),
  openwebui_database_cilium_rules: ciliumPolicy("the database's", databaseFlows),
};

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
