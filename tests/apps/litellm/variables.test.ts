import { describe, expect, it } from "vitest";
import { everything, providers } from "./configurations.ts";
import { azure, platform, variablesOf } from "./platform.ts";

type Settings = Readonly<Record<string, unknown>>;

describe("derived variables", () => {
  it.each<[string, Settings, unknown]>([
    ["litellm_hostname", { litellm_subdomain: "llm" }, "llm.example.com"],
    ["litellm_internal_url", { litellm_namespace: "ai" }, "http://litellm.ai.svc.cluster.local:4000"],
    ["litellm_image", {}, "ghcr.io/berriai/litellm-non_root:1.108.10"],
    ["litellm_image", { litellm_run_as_root: true }, "ghcr.io/berriai/litellm:1.108.10"],
    ["litellm_image", { litellm_image_repository: "r.example.com/x" }, "r.example.com/x:1.108.10"],
    ["litellm_route_enabled", { litellm_gateways: [] }, false],
    ["litellm_hostname", { litellm_hostname: "litellm.localhost" }, "litellm.localhost"],
    ["litellm_public_url", {}, "https://litellm.example.com"],
    [
      "litellm_public_url",
      { route_kind: "Ingress", ingress_tls_enabled: false, litellm_hostname: "litellm.localhost" },
      "http://litellm.localhost",
    ],
    ["litellm_route", { litellm_gateways: [] }, null],
    ["litellm_pool_size", { litellm_replicas: 3 }, 26],
    ["litellm_pool_size", { litellm_replicas: 10, litellm_workers: 16, litellm_db_max_connections: 20 }, 1],
    ["litellm_db_storage_size", {}, "20Gi"],
    ["litellm_db_storage_size", { litellm_storage_size: "10Gi" }, "10Gi"],
    ["litellm_db_storage_size", { litellm_storage_size: "10Gi", litellm_db_storage_size: "30Gi" }, "30Gi"],
    ["litellm_db_storage_class", {}, "fast"],
    ["litellm_backup_destination_path", { litellm_backup_bucket: "mine" }, "s3://mine/"],
    [
      "litellm_db_all_parameters",
      { litellm_db_memory_request: "1Gi" },
      { max_connections: "100", shared_buffers: "256MB" },
    ],
    [
      "litellm_db_all_parameters",
      { litellm_db_parameters: { shared_buffers: "64MB", work_mem: "8MB" } },
      { max_connections: "100", shared_buffers: "64MB", work_mem: "8MB" },
    ],
    ["litellm_outbound_urls", {}, []],
    [
      "litellm_outbound_urls",
      { ...azure, litellm_slack_webhook_url: "https://hooks.slack.com/services/secret" },
      ["https://my-east.openai.azure.com", "https://my-east2.openai.azure.com", "https://hooks.slack.com"],
    ],
  ])("%s of %o", (name, settings, value) => {
    expect(platform(settings).value(name)).toEqual(value);
  });

  it("are secret only where they must be", () => {
    const secret = [...platform(everything).nodes.values()].filter(
      (node) => node.owner === "litellm" && node.secret && node.origin === "derived",
    );
    expect(secret.map(({ id }) => id).sort()).toEqual([
      "litellm_client_keys_data",
      "litellm_database_job_secrets",
      "litellm_database_url",
      "litellm_secret_data",
      "litellm_secret_hash",
    ]);
  });
});

describe("toggles", () => {
  const keys = { litellm_s3_access_key: "a", litellm_s3_secret_key: "b" };
  it.each<[string, Settings, boolean]>([
    ["litellm_enabled", {}, true],
    ["litellm_enabled", { litellm_salt_key: "" }, false],
    ["litellm_enabled", { litellm_enabled: false }, false],
    ["litellm_backup_enabled", keys, false],
    ["litellm_backup_enabled", { ...keys, rustfs_enabled: true }, true],
    ["litellm_backup_enabled", { ...keys, rustfs_enabled: true, litellm_backup_enabled: false }, false],
    ["litellm_recovery_enabled", { ...keys, rustfs_enabled: true }, false],
    ["litellm_monitoring_enabled", { monitoring_enabled: true }, true],
    ["litellm_monitoring_enabled", { monitoring_enabled: true, litellm_enabled: false }, false],
    ["litellm_alerting_enabled", { litellm_slack_webhook_url: "https://hooks.slack.com/x" }, true],
    ["litellm_guardrails_enabled", { litellm_aporia_api_key: "k" }, false],
    ["litellm_ui_enabled", {}, true],
  ])("%s with %o", (name, settings, on) => {
    expect(platform(settings).value(name)).toBe(on);
  });

  it("leave every variable computable when the keys are missing", () => {
    const off = {
      litellm_enabled: true,
      litellm_master_key: "",
      litellm_salt_key: "",
      litellm_db_password: "",
    };
    expect(() => platform(off)).not.toThrow();
  });
});

describe("what others see", () => {
  const facts = (settings: Settings) => platform(settings).facts("page");

  it("is an OpenAI-compatible API", () => {
    expect(facts(azure).offer("openai-api")).toMatchObject({
      internalUrl: "http://litellm.ai-system.svc.cluster.local:4000/v1",
      publicUrl: "https://litellm.example.com/v1",
      models: variablesOf(azure).litellm_model_names,
      port: 4000,
    });
  });

  it("tells models that talk from those that do not", () => {
    const offer = facts(providers).offer("openai-api");
    expect(offer?.embeddingModels).toEqual([
      "text-embedding-3-small",
      "text-embedding-ada-002",
      "text-embedding-3-large",
      "cohere-embed-v-4-0",
    ]);
    expect(offer?.rerankModels).toEqual(["cohere-rerank-v3.5"]);
    expect(offer?.chatModels).toContain("gpt-audio");
    expect(offer?.chatModels).not.toContain("gpt-realtime");
    expect(offer?.models).toContain("gpt-realtime");
  });

  it("is nothing when it is off", () => {
    expect(facts({ litellm_enabled: false }).offer("openai-api")).toBeUndefined();
    expect(facts({ litellm_enabled: false }).claims("cache-tenant")).toEqual([]);
  });

  it.each([
    ["1.108.10", ["litellm:*"], ["litellm:*"]],
    ["my-build", ["litellm:*"], ["litellm:*"]],
    ["1.99.9", ["litellm*", "{*"], ["litellm*"]],
    ["main-v1.80.8-stable.1", ["litellm*", "{*"], ["litellm*"]],
  ])("is a cache tenant that %s fits into", (tag, keys, channels) => {
    expect(facts({ litellm_image_tag: tag }).claims("cache-tenant")).toMatchObject([
      { user: "litellm", keys, channels },
    ]);
  });

  it("is a client at the issuer, a bucket and a database", () => {
    expect(facts(everything).claims("oidc-client")).toMatchObject([
      { clientId: "litellm", redirectUris: ["https://litellm.example.com/sso/callback"] },
    ]);
    expect(facts(everything).claims("bucket")).toMatchObject([{ name: "litellm-backups" }]);
    expect(facts(everything).claims("database")).toMatchObject([
      { cluster: "litellm-postgresql", backup: true },
    ]);
    expect(facts({}).claims("bucket")).toEqual([]);
    expect(facts({}).claims("oidc-client")).toEqual([]);
  });
});
