import type { Derivations, Facts } from "../../app.ts";
import type { Flows } from "../../network.ts";
import type { ClientKey, Peer } from "../../offers.ts";
import { type EnvironmentEntry, fromSecret } from "../../pod-environment.ts";
import { ciliumPolicy, plainPolicy } from "../../policy-variables.ts";
import { withDns } from "../../traffic.ts";
import { clientKeysScript } from "./client-keys-script.ts";
import { apiPort, podLabels } from "./tenant.ts";
import type { LitellmDerived, LitellmVariables } from "./variables.ts";

type V = LitellmVariables;

/** The Secret with the keys, and the Job that makes them known. */
export const clientKeysName = "litellm-client-keys";

/** Variables of the Job that makes the clients' keys. */
export interface LitellmClientKeys {
  readonly litellm_client_keys_enabled: boolean;
  readonly litellm_client_keys_list: string;
  readonly litellm_client_keys_script: string;
  readonly litellm_client_keys_env: readonly EnvironmentEntry[];
  readonly litellm_client_keys_data: Readonly<Record<string, string>>;
  readonly litellm_client_keys_fingerprint: string;
  readonly litellm_client_keys_job: string;
  readonly litellm_client_keys_plain_rules: object;
  readonly litellm_client_keys_cilium_rules: object;
}

interface Client {
  readonly name: string;
  readonly key: ClientKey;
}

/** The clients that claim a key of their own. Which they are is no secret; their keys' values are. */
export function clientsWithKeys(facts: Facts): Client[] {
  return facts.claims("openai-client").flatMap(({ name, key }) => (key ? [{ name, key }] : []));
}

/** The pods of the Job. */
export function clientKeysPeer(v: V): Peer {
  return { namespace: v.litellm_namespace, podLabels: { "app.kubernetes.io/name": clientKeysName } };
}

export const clientKeyDerivations: Derivations<Pick<LitellmDerived, keyof LitellmClientKeys>, V> = {
  litellm_client_keys_enabled: {
    type: "boolean",
    description: "Whether other apps have keys of their own, which a Job makes.",
    of: (_v, facts) => clientsWithKeys(facts).length > 0,
  },
  litellm_client_keys_list: {
    type: "string",
    description: "The clients with what their keys may do, as JSON.",
    of: (_v, facts) => `${JSON.stringify(clientsWithKeys(facts).map(entry), null, 2)}\n`,
  },
  litellm_client_keys_script: {
    type: "string",
    description: "The script of the Job.",
    of: () => clientKeysScript,
  },
  litellm_client_keys_env: {
    type: "array",
    description: "Environment of the Job; secrets by reference.",
    of: (v, facts) => [
      { name: "LITELLM_URL", value: v.litellm_internal_url },
      ...fromSecret(clientKeysName, ["LITELLM_MASTER_KEY", ...clientsWithKeys(facts).map(variable)]),
    ],
  },
  litellm_client_keys_data: {
    type: "object",
    description: "What the Secret of the Job holds.",
    secret: true,
    of: (v, facts) => ({
      LITELLM_MASTER_KEY: v.litellm_master_key ?? "",
      ...Object.fromEntries(clientsWithKeys(facts).map((client) => [variable(client), client.key.value])),
    }),
  },
  litellm_client_keys_fingerprint: {
    type: "string",
    description: "Changes with everything that the Job works with, also with a key.",
    fingerprint: true,
    of: (v) =>
      JSON.stringify([
        v.litellm_client_keys_data,
        v.litellm_client_keys_list,
        v.litellm_client_keys_script,
        v.litellm_image,
        v.litellm_internal_url,
      ]),
  },
  litellm_client_keys_job: {
    type: "string",
    description: "Name of the Job: another content is another Job, so that it runs again.",
    of: (v) => `${clientKeysName}-${v.litellm_client_keys_fingerprint.slice(0, 10)}`,
  },
  litellm_client_keys_plain_rules: plainPolicy("the Job's", flows),
  litellm_client_keys_cilium_rules: ciliumPolicy("the Job's", flows),
};

/** One client as the script reads it. */
function entry({ name, key: { models, maxBudget, budgetDuration } }: Client): object {
  const limits = {
    models,
    max_budget: maxBudget,
    budget_duration: maxBudget === null ? null : budgetDuration,
  };
  return { name, variable: variable({ name }), limits };
}

/** `open-webui` in the environment: KEY_OPEN_WEBUI. */
function variable({ name }: { readonly name: string }): string {
  return `KEY_${name.toUpperCase().replace(/[^A-Z0-9]/g, "_")}`;
}

/** LiteLLM and nothing else. */
function flows(v: V): Flows {
  const litellm = { peer: { namespace: v.litellm_namespace, podLabels }, ports: [apiPort] };
  return { ingress: [], egress: withDns(v, [litellm]) };
}
