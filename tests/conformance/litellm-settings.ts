import type { Container } from "./container.ts";

/** config.yaml, as far as the suite looks into it. */
export interface LitellmConfig {
  readonly model_list: readonly Model[];
  readonly credential_list: readonly Credential[];
  readonly litellm_settings: {
    readonly callbacks?: readonly string[];
    readonly cache_params?: Readonly<Record<string, unknown>>;
  };
  readonly router_settings: {
    readonly model_group_alias?: Readonly<Record<string, string>>;
    readonly default_fallbacks?: readonly string[];
  };
  readonly general_settings: Readonly<Record<string, unknown>>;
}

export interface Model {
  readonly model_name: string;
  readonly litellm_params: Readonly<Record<string, unknown>>;
  readonly model_info: { readonly mode: string };
}

/** A model that a wildcard is asked for. */
export const stranger = "gpt-of-nobody";

/** The name by which the provider is asked for a model. */
export function deploymentOf({ litellm_params }: Model): string {
  return String(litellm_params.model)
    .replace(/^[^/]+\//, "")
    .replace(/^converse\//, "")
    .replace("*", stranger);
}

export interface Credential {
  readonly credential_name: string;
  readonly credential_values: Readonly<Record<string, string>>;
}

/** Where the suite's own ends are. */
export interface Loopback {
  readonly provider: string;
  /** Certificate that the provider shows. */
  readonly certificate: string;
  readonly redisPort: number;
  /** Folder that stands for the root of the container's file system. */
  readonly root: string;
}

const external: ReadonlySet<string> = new Set(["otel", "langfuse_otel"]);
const withoutDatabase = ["database_url", "database_connection_pool_limit", "use_redis_transaction_buffer"];

/** The rendered config.yaml with the database and tracing taken out and every host on the loopback address. */
export function loopbackConfig(config: LitellmConfig, loopback: Loopback): object {
  const { callbacks, cache_params } = config.litellm_settings;
  const general = Object.entries(config.general_settings).filter(([key]) => !withoutDatabase.includes(key));
  return withHosts(
    {
      ...config,
      model_list: config.model_list.map((model) => withBase(model, loopback)),
      litellm_settings: {
        ...config.litellm_settings,
        ...(callbacks && { callbacks: callbacks.filter((callback) => !external.has(callback)) }),
        ...(cache_params && {
          cache_params: { ...cache_params, host: "127.0.0.1", port: loopback.redisPort },
        }),
      },
      general_settings: Object.fromEntries(general),
    },
    loopback,
  ) as object;
}

/** Where a provider's own URL stands in LiteLLM itself, the loopback address takes its place. */
function withBase(model: Model, { provider }: Loopback): Model {
  const { litellm_params } = model;
  if (litellm_params.api_base !== undefined || litellm_params.litellm_credential_name !== undefined)
    return model;
  const word = String(litellm_params.model).split("/")[0] ?? "";
  return { ...model, litellm_params: { ...litellm_params, api_base: provider + (ownPaths[word] ?? "/v1") } };
}

/** What comes before the path of a request, where it is not /v1. */
const ownPaths: Readonly<Record<string, string>> = { anthropic: "", cohere: "", gemini: "/v1beta" };

const tracing = /^(OTEL|LANGFUSE)_|^DATABASE_URL$/;
/** Names of LiteLLM itself, which it calls nobody by. */
const ownAddresses: ReadonlySet<string> = new Set(["PROXY_BASE_URL", "LITELLM_CORS_ORIGINS"]);

/** The container's environment with the same changes, and with mounted folders below the loopback's root. */
export function loopbackEnvironment({ env, folders }: Container, loopback: Loopback): Record<string, string> {
  const kept = Object.entries(env).filter(([name]) => !tracing.test(name));
  return Object.fromEntries(
    kept.map(([name, value]) => {
      const mounted = folders.some((folder) => value === folder || value.startsWith(`${folder}/`));
      if (mounted) return [name, loopback.root + value];
      return [name, ownAddresses.has(name) ? value : (withHosts(value, loopback) as string)];
    }),
  );
}

function withHosts(value: unknown, loopback: Loopback): unknown {
  if (typeof value === "string") return value.replace(/^https?:\/\/[^/]+/, loopback.provider);
  if (Array.isArray(value)) return value.map((item) => withHosts(item, loopback));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withHosts(item, loopback)]));
}
