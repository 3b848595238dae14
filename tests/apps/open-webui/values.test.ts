import { describe, expect, it } from "vitest";
import { openWebuiEnvironment } from "../../../src/check/charts/open-webui-environment.ts";
import type { Mapping } from "../../../src/check/value.ts";
import { everything, platform, type Settings, variablesOf } from "./platform.ts";

/** The container's environment as the chart makes it; secrets as `name of the Secret/key`. */
function environmentOf(settings: Settings = {}): Record<string, string> {
  return Object.fromEntries(
    entriesOf(settings).map((entry) => {
      if ("value" in entry) return [entry.name, entry.value];
      const { name, key } = entry.valueFrom.secretKeyRef;
      return [entry.name, `${name}/${key}`];
    }),
  );
}

function entriesOf(settings: Settings) {
  return openWebuiEnvironment(variablesOf(settings).openwebui_values as Mapping);
}

const files = { openwebui_postgresql_enabled: false, cache_enabled: false };
const configurations: readonly [string, Settings][] = [
  ["as little as can be", files],
  ["what is there by default", {}],
  ["everything", everything],
  ["the master key", { openwebui_master_key_used: true }],
  ["an API without further models", { api_models: { "gpt-5": "chat" } }],
];

describe.each(configurations)("with %s", (_what, settings) => {
  it("no variable stands twice", () => {
    const names = entriesOf(settings).map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it("every secret of the environment is in the Secret, and nothing else is", () => {
    const referred = entriesOf(settings).flatMap((one) =>
      "valueFrom" in one ? [one.valueFrom.secretKeyRef.key] : [],
    );
    const data = variablesOf(settings).openwebui_secret_data;
    expect([...new Set(referred)].sort()).toEqual(Object.keys(data).sort());
    expect(Object.values(data)).not.toContain("");
  });

  it("LiteLLM is the only backend, and the page the only origin", () => {
    expect(environmentOf(settings)).toMatchObject({
      OPENAI_API_BASE_URL: "http://litellm.ai-system.svc.cluster.local:4000/v1",
      OPENAI_API_KEY: "open-webui-secret/OPENAI_API_KEY",
      ENABLE_OLLAMA_API: "False",
      ENABLE_PERSISTENT_CONFIG: "False",
      ENABLE_EVALUATION_ARENA_MODELS: "False",
      CORS_ALLOW_ORIGIN: "https://chat.example.com",
      WEBUI_SECRET_KEY: "open-webui-secret/WEBUI_SECRET_KEY",
    });
  });

  it("the values hold no secret", () => {
    const secrets = Object.values(variablesOf(settings).openwebui_secret_data);
    const text = JSON.stringify(variablesOf(settings).openwebui_values);
    expect(secrets.filter((secret) => secret !== "open-webui" && text.includes(secret))).toEqual([]);
  });
});

interface Case {
  readonly name: string;
  readonly settings: Settings;
  readonly there: Readonly<Record<string, string>>;
  readonly absent?: readonly string[];
}

const cases: readonly Case[] = [
  {
    name: "documents by the API's models, and long vectors as halves",
    settings: {},
    there: {
      RAG_EMBEDDING_ENGINE: "openai",
      RAG_EMBEDDING_MODEL: "text-embedding-3-large",
      RAG_OPENAI_API_BASE_URL: "http://litellm.ai-system.svc.cluster.local:4000/v1",
      RAG_OPENAI_API_KEY: "open-webui-secret/RAG_OPENAI_API_KEY",
      RAG_RERANKING_ENGINE: "external",
      RAG_RERANKING_MODEL: "cohere-rerank-v3.5",
      RAG_EXTERNAL_RERANKER_URL: "http://litellm.ai-system.svc.cluster.local:4000/v1/rerank",
      RAG_EXTERNAL_RERANKER_API_KEY: "open-webui-secret/RAG_EXTERNAL_RERANKER_API_KEY",
      VECTOR_DB: "pgvector",
      PGVECTOR_CREATE_EXTENSION: "False",
      PGVECTOR_INITIALIZE_MAX_VECTOR_LENGTH: "3072",
      PGVECTOR_USE_HALFVEC: "True",
    },
    absent: ["BYPASS_EMBEDDING_AND_RETRIEVAL", "CONTENT_EXTRACTION_ENGINE", "OPENAI_API_CONFIGS"],
  },
  {
    name: "documents as a whole where there is no embedding model",
    settings: { api_models: { "gpt-5": "chat" } },
    there: { RAG_EMBEDDING_ENGINE: "openai", BYPASS_EMBEDDING_AND_RETRIEVAL: "True" },
    absent: ["RAG_EMBEDDING_BATCH_SIZE", "RAG_RERANKING_ENGINE"],
  },
  {
    name: "vectors of a length that is set",
    settings: { openwebui_vector_dimensions: 1024 },
    there: { PGVECTOR_INITIALIZE_MAX_VECTOR_LENGTH: "1024", PGVECTOR_USE_HALFVEC: "False" },
  },
  {
    name: "websockets through the cache",
    settings: {},
    there: {
      WEBSOCKET_MANAGER: "redis",
      REDIS_URL: "open-webui-secret/REDIS_URL",
      WEBSOCKET_REDIS_URL: "open-webui-secret/REDIS_URL",
      REDIS_KEY_PREFIX: "openwebui",
    },
  },
  {
    name: "files and websockets of one pod",
    settings: files,
    there: { WEBSOCKET_MANAGER: "" },
    absent: ["DATABASE_URL", "VECTOR_DB", "REDIS_URL", "REDIS_KEY_PREFIX", "STORAGE_PROVIDER"],
  },
  {
    name: "connections shared out among three pools of each pod",
    settings: { openwebui_replicas: 2 },
    there: { DATABASE_POOL_SIZE: "13", PGVECTOR_POOL_SIZE: "13" },
  },
  {
    name: "a selector that is restricted",
    settings: everything,
    there: {
      OPENAI_API_CONFIGS: '{"0":{"enable":true,"model_ids":["gpt-5","gpt-5-mini"]}}',
      TASK_MODEL_EXTERNAL: "gpt-5-mini",
    },
  },
  {
    name: "OIDC with roles and groups, Tika and the object store",
    settings: everything,
    there: {
      ENABLE_OAUTH_SIGNUP: "True",
      OAUTH_CLIENT_ID: "open-webui-secret/OAUTH_CLIENT_ID",
      OAUTH_CLIENT_SECRET: "open-webui-secret/OAUTH_CLIENT_SECRET",
      OPENID_PROVIDER_URL:
        "http://keycloak-service.identity.svc.cluster.local:8080/realms/master/.well-known/openid-configuration",
      OPENID_REDIRECT_URI: "https://chat.example.com/oauth/oidc/callback",
      OAUTH_ROLES_CLAIM: "roles",
      OAUTH_ADMIN_ROLES: "admin",
      OAUTH_GROUP_CLAIM: "groups",
      CONTENT_EXTRACTION_ENGINE: "tika",
      TIKA_SERVER_URL: "http://open-webui-tika:9998",
      STORAGE_PROVIDER: "s3",
      S3_ENDPOINT_URL: "http://rustfs-svc.storage.svc.cluster.local:9000",
      S3_ADDRESSING_STYLE: "path",
    },
  },
  {
    name: "what a user adds, past Kubernetes' own substitution",
    settings: { openwebui_extra_env: { PRICE: "$(HOME) $$ $5" } },
    there: { PRICE: "$$(HOME) $$$ $5" },
  },
];

describe("the environment has", () => {
  it.each(cases)("$name", ({ settings, there, absent = [] }) => {
    const environment = environmentOf(settings);
    expect(environment).toMatchObject(there);
    expect(absent.filter((name) => name in environment)).toEqual([]);
  });
});

describe("the Secret has", () => {
  it.each<[string, Settings, Record<string, string>]>([
    ["a key of its own", {}, { OPENAI_API_KEY: "sk-wEbUi9kM3nB6vC1xZ8aS5dF2gH7jK4" }],
    ["the master key when it must", { openwebui_master_key_used: true }, { OPENAI_API_KEY: "sk-master" }],
    [
      "passwords in URLs percent-encoded",
      { cache_secret: "a@b/c?d#%", openwebui_db_password: "p@ss:w/rd" },
      {
        REDIS_URL: "redis://openwebui:a%40b%2Fc%3Fd%23%25@dragonfly.cache.svc.cluster.local:6379/0",
        DATABASE_URL:
          "postgresql://openwebui:p%40ss%3Aw%2Frd@open-webui-postgresql-rw.ai-system.svc.cluster.local:5432/openwebui?sslmode=require",
      },
    ],
    [
      "the accounts of servers that are there already",
      {
        external_postgresql_host: "db.example.org",
        external_postgresql_port: 6432,
        external_postgresql_sslmode: "prefer",
        external_redis_host: "redis.example.org",
        external_redis_tls: true,
        external_redis_username: "me",
        external_redis_password: "s:t",
      },
      {
        REDIS_URL: "rediss://me:s%3At@redis.example.org:6379/0",
        DATABASE_URL: "postgresql://openwebui:Hq3n8VbT@db.example.org:6432/openwebui?sslmode=prefer",
      },
    ],
    [
      "a cache that asks for no password",
      { external_redis_host: "redis.example.org" },
      { REDIS_URL: "redis://redis.example.org:6379/0" },
    ],
  ])("%s", (_what, settings, expected) => {
    expect(variablesOf(settings).openwebui_secret_data).toMatchObject(expected);
  });

  it("a hash that follows it and nothing else", () => {
    const hash = platform().value("openwebui_secret_hash");
    expect(platform({ cache_secret: "x" }).value("openwebui_secret_hash")).not.toBe(hash);
    expect(platform({ openwebui_title: "x" }).value("openwebui_secret_hash")).toBe(hash);
  });
});
