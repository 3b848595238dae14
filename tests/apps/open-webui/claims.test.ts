import { describe, expect, it } from "vitest";
import type { ClaimKind } from "../../../src/offers.ts";
import { everything, platform, type Settings } from "./platform.ts";

const claimsOf = (kind: ClaimKind, settings: Settings = {}) => platform(settings).facts("api").claims(kind);

const web = { namespace: "ai-system", podLabels: { "app.kubernetes.io/instance": "open-webui" } };
const key = { value: "sk-wEbUi9kM3nB6vC1xZ8aS5dF2gH7jK4", maxBudget: null, budgetDuration: "30d" };
const headers = { id: "X-OpenWebUI-User-Id", email: "X-OpenWebUI-User-Email" };

describe("of the API Open WebUI asks", () => {
  it.each<[string, Settings, object]>([
    ["for a key to all models", {}, { key: { ...key, models: [] }, userHeaders: headers }],
    [
      "for a key to what the selector has and what it needs beside it, with a budget",
      everything,
      {
        key: {
          ...key,
          models: ["gpt-5", "gpt-5-mini", "text-embedding-3-large", "cohere-rerank-v3.5"],
          maxBudget: 25,
        },
        userHeaders: headers,
      },
    ],
    [
      "for the master key when told to",
      { openwebui_master_key_used: true },
      { masterKey: true, userHeaders: headers },
    ],
    ["not to learn users", { openwebui_user_headers: false }, { key: { ...key, models: [] } }],
  ])("%s", (_what, settings, expected) => {
    expect(claimsOf("openai-client", settings)).toEqual([{ name: "open-webui", peer: web, ...expected }]);
  });
});

describe("of the cache it asks", () => {
  it("for keys and channels of its own, and those of python-socketio", () => {
    expect(claimsOf("cache-tenant")).toMatchObject([
      { user: "openwebui", keys: ["openwebui:*"], channels: ["openwebui:*", "socketio", "socketio#*"] },
    ]);
  });

  it("for nothing when it does not use it", () => {
    expect(claimsOf("cache-tenant", { openwebui_cache_enabled: false })).toEqual([]);
  });
});

describe("it asks for", () => {
  it.each<[string, ClaimKind, Settings, readonly object[]]>([
    ["no bucket", "bucket", {}, []],
    [
      "a bucket for files and one for backups",
      "bucket",
      everything,
      [
        {
          name: "open-webui",
          keys: { access: "openwebui_s3_access_key", secret: "openwebui_s3_secret_key" },
        },
        {
          name: "open-webui-backups",
          access: ["list", "read", "write", "delete"],
          keys: { access: "openwebui_backup_s3_access_key", secret: "openwebui_backup_s3_secret_key" },
        },
      ],
    ],
    ["a database", "database", {}, [{ cluster: "open-webui-postgresql", backup: false }]],
    ["a database with backups", "database", everything, [{ cluster: "open-webui-postgresql", backup: true }]],
    ["no Cluster beside a server", "database", { external_postgresql_host: "db.example.org" }, []],
    [
      "a host name",
      "hostname",
      {},
      [{ host: "chat.example.com", title: "Open WebUI", gateways: ["internal", "external"] }],
    ],
    ["no host name", "hostname", { openwebui_gateways: [] }, []],
    ["no database", "database", { openwebui_postgresql_enabled: false }, []],
    ["no client at an issuer", "oidc-client", {}, []],
    [
      "a client at the issuer",
      "oidc-client",
      everything,
      [
        {
          clientId: "open-webui",
          redirectUris: ["https://chat.example.com/oauth/oidc/callback"],
          secret: "openwebui_oidc_client_secret",
          scopes: ["email", "profile"],
          groups: { claim: "groups", names: [] },
          roles: { claim: "roles", names: ["user", "admin"] },
        },
      ],
    ],
  ])("%s", (_what, kind, settings, expected) => {
    expect(claimsOf(kind, settings)).toMatchObject(expected);
    expect(claimsOf(kind, settings)).toHaveLength(expected.length);
  });
});
