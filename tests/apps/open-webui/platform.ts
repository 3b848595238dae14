import openWebui from "../../../schema/apps/open-webui.schema.json" with { type: "json" };
import base from "../../../schema/cluster.base.json" with { type: "json" };
import type { App } from "../../../src/app.ts";
import { app } from "../../../src/apps/open-webui/app.ts";
import type { OpenWebuiVariables } from "../../../src/apps/open-webui/variables.ts";
import { cluster } from "../../../src/cluster/cluster.ts";
import { derive, type Member, type Variables } from "../../../src/derive.ts";
import { findings } from "../../../src/rules.ts";
import type { SettingSchema, SettingsPart } from "../../../src/schema.ts";

export type Settings = Readonly<Record<string, unknown>>;

/** The settings without which Open WebUI is off, and those without which nobody could sign in. */
export const needed = {
  cloudflare_domain: "example.com",
  openwebui_secret_key: "wEbUiSeCrEt5aQ8zX2wS7eD4cR1fVgT0",
  openwebui_litellm_key: "sk-wEbUi9kM3nB6vC1xZ8aS5dF2gH7jK4",
  openwebui_db_password: "Hq3n8VbT",
  openwebui_admin_email: "me@example.com",
  openwebui_admin_password: "aDmInPaSsWoRd",
} as const;

const models = {
  "gpt-5": "chat",
  "gpt-5-mini": "chat",
  "text-embedding-3-large": "embedding",
  "cohere-rerank-v3.5": "rerank",
};

function namesFor(modes: Record<string, string>, mode: string): string[] {
  return Object.keys(modes).filter((name) => modes[name] === mode);
}

/** Stands for LiteLLM, with settings that change what it offers. */
const api: App<{ api_models: Record<string, string>; api_key: string }> = {
  name: "api",
  title: "API",
  namespace: "api_namespace",
  toggles: [],
  offers: {
    "openai-api": (v) => ({
      internalUrl: "http://litellm.ai-system.svc.cluster.local:4000/v1",
      publicUrl: "https://litellm.example.com/v1",
      public: true,
      models: Object.keys(v.api_models).filter((name) => !name.includes("*")),
      chatModels: namesFor(v.api_models, "chat"),
      embeddingModels: namesFor(v.api_models, "embedding"),
      rerankModels: namesFor(v.api_models, "rerank"),
      wildcards: Object.keys(v.api_models).filter((name) => name.includes("*")),
      peer: { namespace: "ai-system", podLabels: { "app.kubernetes.io/name": "litellm" } },
      port: 4000,
    }),
  },
  grants: {
    "openai-client": ({ masterKey }, v) => (masterKey ? { masterKey: v.api_key } : undefined),
  },
};

const operator: App<{ operator_backups: boolean; operator_pgvector: boolean; operator_image: string }> = {
  name: "operator",
  title: "Operator",
  namespace: "operator_namespace",
  toggles: [],
  offers: {
    postgresql: (v) => ({
      operator: { namespace: "cnpg-system", podLabels: { "app.kubernetes.io/name": "cloudnative-pg" } },
      image: v.operator_image,
      storageClass: "fast",
      priorityClass: "system-cluster-critical",
      backups: v.operator_backups,
      ...(v.operator_pgvector && { pgvector: { image: "ghcr.io/vectors:0.8.6", version: "0.8.6" } }),
    }),
  },
};

const cache: App<{ cache_enabled: boolean; cache_secret: string }> = {
  name: "cache",
  title: "Cache",
  namespace: "cache_namespace",
  toggles: [],
  offers: {
    cache: (v) =>
      v.cache_enabled
        ? {
            host: "dragonfly.cache.svc.cluster.local",
            port: 6379,
            peer: { namespace: "cache", podLabels: { app: "dragonfly" } },
            acl: true,
            evicts: false,
          }
        : undefined,
  },
  grants: { "cache-tenant": (claim, v) => ({ username: claim.user, password: v.cache_secret }) },
};

function part(defaults: Readonly<Record<string, SettingSchema["default"]>>, secret = ""): SettingsPart {
  const settings = Object.entries(defaults).map(([name, value]): [string, SettingSchema] => [
    name,
    {
      type: typeof value as "string",
      description: "",
      default: value,
      ...(name === secret && { "x-secret": true }),
    },
  ]);
  return { title: "", properties: Object.fromEntries(settings) };
}

const standard = "ghcr.io/cloudnative-pg/postgresql:18.4-standard-trixie";

const members: Member[] = [
  { app: cluster, schema: base as unknown as SettingsPart },
  { app, schema: openWebui as unknown as SettingsPart },
  { app: api, schema: part({ api_models: models, api_key: "sk-master" }, "api_key") },
  {
    app: operator,
    schema: part({ operator_backups: true, operator_pgvector: false, operator_image: standard }),
  },
  { app: cache, schema: part({ cache_enabled: true, cache_secret: "cAcHe" }, "cache_secret") },
];

/** Every variable of a platform with these settings, behind the needed ones. */
export function platform(settings: Settings = {}): Variables {
  return derive(members, { ...needed, ...settings });
}

/** The variables as Open WebUI's own functions see them. */
export function variablesOf(settings: Settings = {}): OpenWebuiVariables {
  return platform(settings).all as unknown as OpenWebuiVariables;
}

/** What Open WebUI's toggles and rules find: severity, code, setting and path of each. */
export function found(settings: Settings): string[] {
  return findings(platform(settings), new Set()).map(({ severity = "error", code, setting, path = [] }) =>
    [severity, code, [setting, ...path].join("/")].join(" "),
  );
}

/** Everything that can be on. */
export const everything = {
  monitoring_enabled: true,
  keycloak_enabled: true,
  rustfs_enabled: true,
  operator_pgvector: true,
  openwebui_replicas: 3,
  openwebui_oidc_client_secret: "oidc-secret",
  openwebui_oidc_role_claim: "roles",
  openwebui_oidc_group_claim: "groups",
  openwebui_s3_access_key: "files-access",
  openwebui_s3_secret_key: "files-secret",
  openwebui_backup_s3_access_key: "backup-access",
  openwebui_backup_s3_secret_key: "backup-secret",
  openwebui_tika_enabled: true,
  openwebui_models: ["gpt-5", "gpt-5-mini"],
  openwebui_task_model: "gpt-5-mini",
  openwebui_budget: 25,
} as const;
