import litellm from "../../../schema/apps/litellm.schema.json" with { type: "json" };
import base from "../../../schema/cluster.base.json" with { type: "json" };
import type { App } from "../../../src/app.ts";
import { app } from "../../../src/apps/litellm/app.ts";
import type { LitellmVariables } from "../../../src/apps/litellm/variables.ts";
import { cluster } from "../../../src/cluster/cluster.ts";
import { derive, type Member, type Variables } from "../../../src/derive.ts";
import { findings } from "../../../src/rules.ts";
import type { SettingsPart } from "../../../src/schema.ts";

type Settings = Readonly<Record<string, unknown>>;

/** The keys without which LiteLLM is off. */
export const needed = {
  cloudflare_domain: "example.com",
  litellm_master_key: "sk-Zx81kQpW03mVnB7tYcLr5HdE2sUaJ9gF",
  litellm_salt_key: "pT6vRw2LqY9sXk4NzB8mCj1HfD7gAe5U",
  litellm_db_password: "Hq3n8VbT",
} as const;

/** Both accounts at Azure OpenAI. */
export const azure = {
  azure_openai_us_east_api_key: "east-key",
  azure_openai_us_east_resource_name: "my-east",
  azure_openai_us_east2_api_key: "east2-key",
  azure_openai_us_east2_resource_name: "my-east2",
} as const;

export const cachePassword = "cache-password";

/** Stand-ins for the operator and the cache, with two settings to change what they offer. */
const operator: App<{ operator_backups: boolean }> = {
  name: "operator",
  title: "Operator",
  namespace: "operator_namespace",
  toggles: [],
  offers: {
    postgresql: (v) => ({
      operator: { namespace: "cnpg-system", podLabels: { "app.kubernetes.io/name": "cloudnative-pg" } },
      image: "ghcr.io/cloudnative-pg/postgresql:18.4-system-trixie",
      storageClass: "fast",
      priorityClass: "system-cluster-critical",
      backups: v.operator_backups,
    }),
  },
};

const cache: App<{ cache_acl: boolean; cache_secret: string }> = {
  name: "cache",
  title: "Cache",
  namespace: "cache_namespace",
  toggles: [],
  offers: {
    cache: (v) => ({
      host: "dragonfly.cache.svc.cluster.local",
      port: 6379,
      peer: { namespace: "cache", podLabels: { app: "dragonfly" } },
      acl: v.cache_acl,
      evicts: false,
    }),
  },
  grants: { "cache-tenant": (claim, v) => ({ username: claim.user, password: v.cache_secret }) },
};

/** Stands for an app whose page calls the API from a browser. */
const page: App<{ page_key: string | null; page_budget: number | null }> = {
  name: "page",
  title: "Page",
  namespace: "page_namespace",
  toggles: [],
  claims: {
    "cors-origin": () => [{ origin: "https://page.example.com" }],
    "openai-client": (v, facts) =>
      facts.has("page_key")
        ? [
            {
              name: "the-page",
              peer: { namespace: "pages", podLabels: { app: "page" } },
              key: {
                value: v.page_key ?? "",
                models: ["gpt-5"],
                maxBudget: v.page_budget,
                budgetDuration: "7d",
              },
              userHeaders: { id: "X-Page-Id", email: "X-Page-Email" },
            },
          ]
        : [],
  },
};

/** Stands for an app that runs models in the cluster. */
const engine: App<{ engine_models: readonly string[]; engine_embedding_models: readonly string[] }> = {
  name: "engine",
  title: "Engine",
  namespace: "engine_namespace",
  toggles: [],
  claims: {
    "model-server": (v) =>
      [
        {
          name: "engine",
          provider: "ollama_chat",
          apiBase: "http://engine.models.svc.cluster.local:11434",
          models: v.engine_models,
          embeddingModels: v.engine_embedding_models,
          peer: { namespace: "models", podLabels: { app: "engine" } },
          port: 11434,
        },
      ].filter(({ models, embeddingModels }) => models.length + embeddingModels.length > 0),
  },
};

const list = { type: "array", description: "", default: [] } as const;

const members: Member[] = [
  { app: cluster, schema: base as unknown as SettingsPart },
  { app, schema: litellm as unknown as SettingsPart },
  {
    app: operator,
    schema: {
      title: "",
      properties: { operator_backups: { type: "boolean", description: "", default: true } },
    },
  },
  {
    app: cache,
    schema: {
      title: "",
      properties: {
        cache_acl: { type: "boolean", description: "", default: true },
        cache_secret: { type: "string", description: "", default: cachePassword, "x-secret": true },
      },
    },
  },
  {
    app: page,
    schema: {
      title: "",
      properties: {
        page_key: { type: "string", description: "", "x-secret": true },
        page_budget: { type: "number", description: "" },
      },
    },
  },
  { app: engine, schema: { title: "", properties: { engine_models: list, engine_embedding_models: list } } },
];

/** Every variable of a platform with these settings, behind the needed ones. */
export function platform(settings: Settings = {}): Variables {
  return derive(members, { ...needed, ...settings });
}

/** The variables as LiteLLM's own functions see them. */
export function variablesOf(settings: Settings = {}): LitellmVariables {
  return platform(settings).all as unknown as LitellmVariables;
}

/** What LiteLLM's toggles and rules find: severity, code, setting and path of each. */
export function found(settings: Settings): string[] {
  return findings(platform(settings), new Set()).map(({ severity = "error", code, setting, path = [] }) =>
    [severity, code, [setting, ...path].join("/")].join(" "),
  );
}
