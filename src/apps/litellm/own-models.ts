import type { Facts } from "../../app.ts";
import { fromEnvironment } from "./credentials.ts";
import { noKey, variableOf } from "./provider-keys.ts";
import { bedrockUrl, providerOf } from "./providers.ts";
import type { ServedModel } from "./served-model.ts";
import type { LitellmVariables } from "./variables.ts";

/** An entry of litellm_models. */
export type OwnModel = LitellmVariables["litellm_models"][number];

type Entries = Readonly<Record<string, unknown>>;

/** The models of litellm_models, each variant behind the one that it varies. */
export function ownModels(v: LitellmVariables, facts: Facts): ServedModel[] {
  return v.litellm_models.flatMap((entry) => {
    const { name, mode = "chat", access_groups: groups = [] } = entry;
    const plain = { name, mode, params: paramsOf(entry, v, facts), info: infoOf(entry), groups };
    const variants = Object.entries(entry.variants ?? {}).map(([variant, differs]) => ({
      ...plain,
      name: variant,
      params: { ...plain.params, ...differs },
    }));
    return [plain, ...variants];
  });
}

/** The URLs that an entry's model is called at; none when nothing tells. */
export function ownModelUrls(entry: OwnModel, v: LitellmVariables): readonly string[] {
  if (entry.api_base !== undefined) return [entry.api_base];
  const provider = providerOf(entry.model);
  if (provider.kind === "hosted") return provider.urls;
  const region = provider.kind === "bedrock" ? regionOf(entry, v) : undefined;
  return region === undefined ? [] : [bedrockUrl(region, entry.mode)];
}

/** The region that a model of Bedrock is called in. */
export function regionOf({ params }: OwnModel, v: LitellmVariables): string | undefined {
  const own = params?.aws_region_name;
  return typeof own === "string" ? own : (v.aws_region ?? undefined);
}

/** Entries of ours that are LiteLLM's parameters under the same name. */
const sameName = [
  ...["api_version", "temperature", "max_tokens", "num_retries", "cooldown_time"],
  ...["rpm", "tpm", "max_parallel_requests", "weight", "order", "timeout", "stream_timeout"],
] as const;

function paramsOf(entry: OwnModel, v: LitellmVariables, facts: Facts): Record<string, unknown> {
  const given = entry as Entries;
  const named = sameName.filter((name) => given[name] !== undefined).map((name) => [name, given[name]]);
  const secret = Object.entries(entry.secret_params ?? {}).map(([name, key]) => [
    name,
    fromEnvironment(variableOf(key)),
  ]);
  return {
    model: entry.model,
    ...(entry.api_base !== undefined && { api_base: entry.api_base.replace(/\/+$/, "") }),
    ...account(entry, v, facts),
    ...Object.fromEntries(secret),
    ...entry.params,
    ...Object.fromEntries(named),
  };
}

/**
 * How the model is paid for. LiteLLM would send OpenAI's key to any server that has none of its own (it falls back
 * on OPENAI_API_KEY), so a server without a key is given a word.
 */
function account(entry: OwnModel, v: LitellmVariables, facts: Facts): Entries {
  if (entry.credential !== undefined) return { litellm_credential_name: entry.credential };
  const provider = providerOf(entry.model);
  const region = provider.kind === "bedrock" ? regionOf(entry, v) : undefined;
  const place = region === undefined ? {} : { aws_region_name: region };
  const name = entry.api_key ?? defaultKey(entry, facts);
  if (name === undefined) return provider.kind === "bedrock" ? { ...place, ...awsUser } : place;
  return { ...place, api_key: name === noKey ? noKey : fromEnvironment(variableOf(name)) };
}

const awsUser = {
  aws_access_key_id: fromEnvironment("AWS_ACCESS_KEY_ID"),
  aws_secret_access_key: fromEnvironment("AWS_SECRET_ACCESS_KEY"),
};

/** The name of the key where the entry gives none. */
function defaultKey(entry: OwnModel, facts: Facts): string | undefined {
  const provider = providerOf(entry.model);
  if (provider.kind === "hosted") return entry.api_base === undefined ? provider.key : noKey;
  if (provider.kind === "server") return provider.key && facts.has(provider.key) ? provider.key : undefined;
  if (provider.kind !== "bedrock") return undefined;
  return facts.has("aws_bearer_token_bedrock") ? "aws_bearer_token_bedrock" : undefined;
}

/** A server of one's own sends no bill, and LiteLLM's price list does not know it. */
function infoOf(entry: OwnModel): Entries {
  const { base_model, input_cost_per_token: input, output_cost_per_token: output } = entry;
  const free = providerOf(entry.model).kind === "server";
  return {
    ...(base_model !== undefined && { base_model }),
    ...(free && { input_cost_per_token: 0, output_cost_per_token: 0 }),
    ...(input !== undefined && { input_cost_per_token: input }),
    ...(output !== undefined && { output_cost_per_token: output }),
    ...entry.info,
  };
}
