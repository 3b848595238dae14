import type { CredentialId } from "./credentials.ts";
import type { Mode } from "./modes.ts";

/** A model as the catalogue knows it. */
export interface CatalogueModel {
  /** The name that clients ask for; on Azure also the name of the deployment. */
  readonly name: string;
  readonly credential: CredentialId;
  /** Provider prefix of LiteLLM: `azure/` for Azure OpenAI, `azure_ai/` for other vendors' models on Azure. */
  readonly provider: "azure" | "azure_ai";
  /** Key of LiteLLM's price list; without it a call to a deployment costs nothing in its books. */
  readonly baseModel: string;
  readonly mode: Mode;
  readonly groups: readonly string[];
  /** Seconds until a whole answer must be there. */
  readonly timeout: number;
  /** Seconds until the first piece of a streamed answer must be there. */
  readonly streamTimeout?: number;
  /** Further litellm_params. */
  readonly params?: Readonly<Record<string, unknown>>;
  /** Further model_info. */
  readonly info?: Readonly<Record<string, unknown>>;
}

const everyone = ["default-models"];
const premium = ["premium-models"];
const developers = ["default-models", "developer-models"];

const chat = { mode: "chat", timeout: 300, streamTimeout: 60 } as const;
const reasoning = { mode: "chat", timeout: 900, streamTimeout: 300 } as const;
const embedding = { mode: "embedding", timeout: 60, groups: developers } as const;
const thinks = { supports_reasoning: true };

/** Sound models answer only with audio asked for, which LiteLLM's health check does not do. */
const sound = {
  mode: "chat",
  timeout: 300,
  streamTimeout: 60,
  groups: premium,
  params: { api_version: "2025-01-01-preview" },
  info: { supports_audio_input: true, supports_audio_output: true, disable_background_health_check: true },
} as const;

const realtime = {
  mode: "realtime",
  timeout: 600,
  groups: premium,
  params: { api_version: "2024-10-01-preview" },
  info: { supports_audio_input: true, supports_audio_output: true, disable_background_health_check: true },
} as const;

/** Claude caches what it is told to: here the system prompt, which most requests repeat. */
const claude = {
  ...reasoning,
  credential: "anthropic",
  provider: "azure_ai",
  params: { cache_control_injection_points: [{ location: "message", role: "system" }] },
} as const;

const usEast = { credential: "usEast", provider: "azure" } as const;
const usEast2 = { credential: "usEast2", provider: "azure" } as const;

/** Every model that can be had; those without a configured credential are left out of config.yaml. */
export const catalogue: readonly CatalogueModel[] = [
  { name: "gpt-4.1", ...usEast, ...chat, baseModel: "azure/gpt-4.1", groups: premium },
  { name: "gpt-4.1-nano", ...usEast, ...chat, baseModel: "azure/gpt-4.1-nano", groups: everyone },
  { name: "gpt-4o-mini", ...usEast, ...chat, baseModel: "azure/gpt-4o-mini", groups: everyone },
  { name: "o3", ...usEast, ...reasoning, baseModel: "azure/o3", groups: premium, info: thinks },
  { name: "o4-mini", ...usEast, ...reasoning, baseModel: "azure/o4-mini", groups: premium, info: thinks },
  {
    name: "text-embedding-3-small",
    ...usEast,
    ...embedding,
    baseModel: "azure/text-embedding-3-small",
  },
  {
    name: "text-embedding-ada-002",
    ...usEast,
    ...embedding,
    baseModel: "azure/text-embedding-ada-002",
  },
  { name: "gpt-5", ...usEast2, ...reasoning, baseModel: "azure/gpt-5", groups: premium, info: thinks },
  { name: "gpt-5-chat", ...usEast2, ...chat, baseModel: "azure/gpt-5-chat", groups: premium },
  {
    name: "gpt-5-mini",
    ...usEast2,
    ...reasoning,
    baseModel: "azure/gpt-5-mini",
    groups: everyone,
    info: thinks,
  },
  {
    name: "gpt-5-nano",
    ...usEast2,
    ...reasoning,
    baseModel: "azure/gpt-5-nano",
    groups: everyone,
    info: thinks,
  },
  { name: "gpt-5.1", ...usEast2, ...reasoning, baseModel: "azure/gpt-5.1", groups: premium, info: thinks },
  { name: "gpt-5.2", ...usEast2, ...reasoning, baseModel: "azure/gpt-5.2", groups: premium, info: thinks },
  { name: "gpt-audio", ...usEast2, ...sound, baseModel: "azure/gpt-audio" },
  { name: "gpt-audio-mini", ...usEast2, ...sound, baseModel: "azure/gpt-audio-mini" },
  {
    name: "gpt-image-1",
    ...usEast2,
    mode: "image_generation",
    timeout: 300,
    baseModel: "azure/gpt-image-1",
    groups: premium,
  },
  { name: "gpt-realtime", ...usEast2, ...realtime, baseModel: "azure/gpt-realtime" },
  { name: "gpt-realtime-mini", ...usEast2, ...realtime, baseModel: "azure/gpt-realtime-mini" },
  {
    name: "text-embedding-3-large",
    ...usEast2,
    ...embedding,
    baseModel: "azure/text-embedding-3-large",
  },
  {
    name: "claude-opus-4-5",
    ...claude,
    baseModel: "azure_ai/claude-opus-4-5",
    groups: premium,
    info: thinks,
  },
  {
    name: "claude-sonnet-4-5",
    ...claude,
    baseModel: "azure_ai/claude-sonnet-4-5",
    groups: premium,
    info: thinks,
  },
  {
    name: "claude-opus-4-1",
    ...claude,
    baseModel: "azure_ai/claude-opus-4-1",
    groups: premium,
    // The price list of 1.108 has dropped this model; these are its prices in US dollars.
    info: {
      ...thinks,
      input_cost_per_token: 0.000015,
      output_cost_per_token: 0.000075,
      cache_creation_input_token_cost: 0.00001875,
      cache_read_input_token_cost: 0.0000015,
    },
  },
  {
    name: "claude-haiku-4-5",
    ...claude,
    baseModel: "azure_ai/claude-haiku-4-5",
    groups: everyone,
    info: thinks,
  },
  {
    name: "cohere-embed-v-4-0",
    credential: "cohereEmbed",
    provider: "azure_ai",
    ...embedding,
    baseModel: "azure_ai/embed-v-4-0",
    info: { disable_background_health_check: true },
  },
  {
    name: "cohere-rerank-v3.5",
    credential: "cohereRerank",
    provider: "azure_ai",
    mode: "rerank",
    timeout: 60,
    baseModel: "rerank-v3.5",
    groups: premium,
  },
];

/** The model of that name. */
export function catalogueModel(name: string): CatalogueModel | undefined {
  return catalogue.find((model) => model.name === name);
}
