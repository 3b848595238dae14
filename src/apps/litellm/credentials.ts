import type { Facts } from "../../app.ts";
import type { LitellmSetting, LitellmVariables } from "./variables.ts";

/** A provider account that models are called with. */
export interface Credential {
  /** Its name in credential_list. */
  readonly name: string;
  readonly description: string;
  /** Setting that holds the key. */
  readonly key: LitellmSetting;
  /** Setting that says where the account is: the name of an Azure OpenAI resource, or a URL. */
  readonly place: LitellmSetting;
  /** Setting that holds the API version, where the provider wants one. */
  readonly version?: LitellmSetting;
}

/** The five accounts that the catalogue's models belong to. */
export const credentials = {
  usEast: {
    name: "azure_openai_us_east",
    description: "Azure OpenAI in East US",
    key: "azure_openai_us_east_api_key",
    place: "azure_openai_us_east_resource_name",
    version: "azure_openai_us_east_api_version",
  },
  usEast2: {
    name: "azure_openai_us_east2",
    description: "Azure OpenAI in East US 2",
    key: "azure_openai_us_east2_api_key",
    place: "azure_openai_us_east2_resource_name",
    version: "azure_openai_us_east2_api_version",
  },
  anthropic: {
    name: "azure_anthropic",
    description: "Claude on Azure",
    key: "azure_anthropic_api_key",
    place: "azure_anthropic_api_base",
  },
  cohereEmbed: {
    name: "azure_cohere_embed",
    description: "Cohere's embedding model on Azure",
    key: "azure_cohere_embed_api_key",
    place: "azure_cohere_embed_api_base",
  },
  cohereRerank: {
    name: "azure_cohere_rerank",
    description: "Cohere's rerank model on Azure",
    key: "azure_cohere_rerank_api_key",
    place: "azure_cohere_rerank_api_base",
  },
} as const satisfies Record<string, Credential>;

export type CredentialId = keyof typeof credentials;

/** The credentials whose key and place are both known. */
export function configuredCredentials(facts: Facts): Credential[] {
  return Object.values(credentials).filter((credential) => isConfigured(credential, facts));
}

/** True when the credential's key and place are both known. */
export function isConfigured({ key, place }: Credential, facts: Facts): boolean {
  return facts.has(key) && facts.has(place);
}

/** The URL of the account, without a slash at its end; empty when its place is not known. */
export function apiBase({ place }: Credential, v: LitellmVariables): string {
  const text = String(v[place] ?? "");
  if (text === "" || !place.endsWith("_resource_name")) return text.replace(/\/+$/, "");
  return `https://${text}.openai.azure.com`;
}

/** The environment variables of a credential; their names follow its name. */
export function credentialEnvironment({ name }: Credential) {
  const prefix = name.toUpperCase();
  return { key: `${prefix}_API_KEY`, base: `${prefix}_API_BASE`, version: `${prefix}_API_VERSION` };
}

/** One entry of credential_list. LiteLLM 1.108 does not start when credential_info is left out. */
export function credentialEntry(credential: Credential): object {
  const names = credentialEnvironment(credential);
  return {
    credential_name: credential.name,
    credential_values: {
      api_key: fromEnvironment(names.key),
      api_base: fromEnvironment(names.base),
      ...(credential.version && { api_version: fromEnvironment(names.version) }),
    },
    credential_info: { description: credential.description },
  };
}

/** How config.yaml names an environment variable that LiteLLM reads at start. */
export function fromEnvironment(name: string): string {
  return `os.environ/${name}`;
}
