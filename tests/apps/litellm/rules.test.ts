import { describe, expect, it } from "vitest";
import { azure, found, needed } from "./platform.ts";

type Settings = Readonly<Record<string, unknown>>;

const served = { ...azure } as const;

/** Settings on top of a platform that is in order, and all that is found. */
const cases: readonly (readonly [what: string, settings: Settings, ...expected: string[]])[] = [
  ["nothing amiss", {}],
  [
    "a master key of few characters",
    { litellm_master_key: `sk-${"ab".repeat(20)}` },
    "error weak-key litellm_master_key",
  ],
  [
    "a placeholder",
    { litellm_salt_key: "please-change-me-to-something-else" },
    "error weak-key litellm_salt_key",
  ],
  ["one key twice", { litellm_salt_key: needed.litellm_master_key }, "error same-key litellm_salt_key"],
  [
    "the master key as password",
    { litellm_ui_password: needed.litellm_master_key },
    "error same-key litellm_ui_password",
  ],

  [
    "a key without its resource",
    { azure_openai_us_east_resource_name: "" },
    "error half-credential azure_openai_us_east_api_key",
  ],
  [
    "a resource without its key",
    { azure_openai_us_east2_api_key: "" },
    "error half-credential azure_openai_us_east2_resource_name",
  ],
  ["Claude's key alone", { azure_anthropic_api_key: "k" }, "error half-credential azure_anthropic_api_key"],
  [
    "Claude's URL alone",
    { azure_anthropic_api_base: "https://a.example.com" },
    "error half-credential azure_anthropic_api_base",
  ],
  [
    "the embedding key alone",
    { azure_cohere_embed_api_key: "k" },
    "error half-credential azure_cohere_embed_api_key",
  ],
  [
    "the rerank URL alone",
    { azure_cohere_rerank_api_base: "https://r.example.com" },
    "error half-credential azure_cohere_rerank_api_base",
  ],
  ["half an S3 user", { litellm_s3_secret_key: "k" }, "error half-credential litellm_s3_secret_key"],
  [
    "half a Langfuse project",
    { litellm_langfuse_public_key: "k" },
    "error half-credential litellm_langfuse_public_key",
  ],
  ["half an Aporia project", { litellm_aporia_api_key: "k" }, "error half-credential litellm_aporia_api_key"],
  [
    "half of Presidio",
    { litellm_presidio_analyzer_url: "http://a:3000" },
    "error half-credential litellm_presidio_analyzer_url",
  ],
  [
    "a realtime URL without an account",
    {
      azure_openai_us_east2_api_key: "",
      azure_openai_us_east2_resource_name: "",
      azure_openai_realtime_api_base: "https://rt.openai.azure.com",
    },
    "warning unused-setting azure_openai_realtime_api_base",
  ],

  [
    "the first vulnerable version",
    { litellm_image_tag: "v1.81.16-stable", litellm_run_as_root: true },
    "error vulnerable-image litellm_image_tag",
    "warning outdated-image litellm_image_tag",
    "warning keys-outside-namespace litellm_image_tag",
  ],
  [
    "the last vulnerable version",
    { litellm_image_tag: "1.83.6", cache_acl: true },
    "error vulnerable-image litellm_image_tag",
    "warning outdated-image litellm_image_tag",
    "warning keys-outside-namespace litellm_image_tag",
  ],
  [
    "a vulnerable version by force",
    { litellm_image_tag: "1.82.7", litellm_image_tag_forced: true },
    "warning vulnerable-image litellm_image_tag",
    "note malicious-package litellm_image_tag",
    "warning outdated-image litellm_image_tag",
    "warning keys-outside-namespace litellm_image_tag",
  ],
  [
    "the version of the old documents",
    { litellm_image_tag: "main-v1.80.8-stable.1" },
    "warning outdated-image litellm_image_tag",
    "warning keys-outside-namespace litellm_image_tag",
  ],
  [
    "a version that leaves its namespace",
    { litellm_image_tag: "1.99.9" },
    "warning keys-outside-namespace litellm_image_tag",
  ],
  [
    "a version that fetches engines",
    { litellm_image_tag: "1.92.1" },
    "warning keys-outside-namespace litellm_image_tag",
    "warning fetches-engines litellm_image_tag",
  ],
  [
    "the same as root",
    { litellm_image_tag: "1.92.1", litellm_run_as_root: true },
    "warning keys-outside-namespace litellm_image_tag",
  ],
  ["the first version that stays inside", { litellm_image_tag: "1.100.0" }],
  ["a tag that moves", { litellm_image_tag: "main-stable" }, "warning moving-image-tag litellm_image_tag"],
  ["a tag of one's own", { litellm_image_tag: "my-build" }, "warning unknown-image-tag litellm_image_tag"],

  [
    "CPU limit under request",
    { litellm_cpu_request: "2", litellm_cpu_limit: "1500m" },
    "error limit-under-request litellm_cpu_limit",
  ],
  [
    "memory limit under request",
    { litellm_memory_request: "5Gi", litellm_memory_limit: "4G" },
    "error limit-under-request litellm_memory_limit",
  ],
  ["the database's CPU", { litellm_db_cpu_limit: "50m" }, "error limit-under-request litellm_db_cpu_limit"],
  [
    "the database's memory",
    { litellm_db_memory_request: "2Gi" },
    "error limit-under-request litellm_db_memory_limit",
  ],
  [
    "the old documents' memory",
    { litellm_memory_limit: "1Gi" },
    "warning little-memory litellm_memory_limit",
  ],
  [
    "many workers in little memory",
    { litellm_workers: 4, litellm_memory_limit: "3Gi" },
    "warning little-memory litellm_memory_limit",
  ],
  [
    "nothing kept up",
    { litellm_replicas: 2, litellm_db_instances: 3, litellm_pdb_max_unavailable: 2 },
    "warning no-pod-left litellm_pdb_max_unavailable",
  ],

  ["the superuser as owner", { litellm_db_user: "postgres" }, "error reserved-name litellm_db_user"],
  ["the replication role", { litellm_db_user: "streaming_replica" }, "error reserved-name litellm_db_user"],
  ["PostgreSQL's prefix", { litellm_db_user: "pg_litellm" }, "error reserved-name litellm_db_user"],
  ["the operator's prefix", { litellm_db_user: "cnpg_litellm" }, "error reserved-name litellm_db_user"],
  ["a template database", { litellm_db_name: "template1" }, "error reserved-name litellm_db_name"],
  ["the superuser's database", { litellm_db_name: "postgres" }, "error reserved-name litellm_db_name"],
  ["a name that only looks reserved", { litellm_db_user: "pgadmin", litellm_db_name: "postgres2" }],
  [
    "a parameter of the operator",
    { litellm_db_parameters: { archive_command: "true" } },
    "error fixed-parameter litellm_db_parameters/archive_command",
  ],
  [
    "the certificate",
    { litellm_db_parameters: { ssl_cert_file: "x" } },
    "error fixed-parameter litellm_db_parameters/ssl_cert_file",
  ],
  [
    "connections by the back door",
    { litellm_db_parameters: { max_connections: "500" } },
    "error fixed-parameter litellm_db_parameters/max_connections",
  ],
  ["a parameter", { litellm_db_parameters: { work_mem: "8MB" } }],
  [
    "buffers beyond the request",
    { litellm_db_parameters: { shared_buffers: "1GB" } },
    "error shared-buffers-too-large litellm_db_parameters/shared_buffers",
  ],
  [
    "a request of less than a megabyte",
    { litellm_db_memory_request: "512Ki" },
    "error memory-too-small litellm_db_memory_request",
  ],
  ["a request of a megabyte", { litellm_db_memory_request: "1Mi" }],
  [
    "buffers in blocks",
    { litellm_db_parameters: { shared_buffers: "65537" } },
    "error shared-buffers-too-large litellm_db_parameters/shared_buffers",
  ],
  [
    "min_wal_size over the default",
    { litellm_db_parameters: { min_wal_size: "2GB" } },
    "error wal-sizes litellm_db_parameters/min_wal_size",
  ],
  [
    "max_wal_size under the default",
    { litellm_db_parameters: { max_wal_size: "64" } },
    "error wal-sizes litellm_db_parameters/max_wal_size",
  ],
  [
    "few connections",
    { litellm_workers: 16, litellm_memory_limit: "16Gi", litellm_db_max_connections: 50 },
    "warning few-connections litellm_db_max_connections",
  ],
  ["replicas on one instance", { litellm_replicas: 3 }, "note single-database litellm_db_instances"],

  [
    "a restore into its own archive",
    {
      rustfs_enabled: true,
      litellm_s3_access_key: "a",
      litellm_s3_secret_key: "b",
      litellm_recovery_enabled: true,
    },
    "error archive-written-twice litellm_backup_server_name",
  ],
  [
    "a restore into a new archive",
    {
      rustfs_enabled: true,
      litellm_s3_access_key: "a",
      litellm_s3_secret_key: "b",
      litellm_recovery_enabled: true,
      litellm_backup_server_name: "litellm-postgresql-2",
    },
  ],
  [
    "a path in another bucket",
    {
      rustfs_enabled: true,
      litellm_s3_access_key: "a",
      litellm_s3_secret_key: "b",
      litellm_backup_destination_path: "s3://other/x",
    },
    "error bucket-mismatch litellm_backup_destination_path",
  ],
  ["no object store", { litellm_backup_enabled: true }, "error toggle-requirement litellm_backup_enabled"],

  [
    "an unknown model switched off",
    { litellm_disabled_models: ["gpt-9"] },
    "error unknown-model litellm_disabled_models/0",
  ],
  ["a model that is not served, switched off", { litellm_disabled_models: ["claude-opus-4-5"] }],
  [
    "a limit for an unknown model",
    { litellm_model_rate_limits: { "gpt-9": { rpm: 1 } } },
    "error unknown-model litellm_model_rate_limits/gpt-9",
  ],
  [
    "a limit for a model without credential",
    { litellm_model_rate_limits: { "claude-opus-4-5": { rpm: 1 } } },
    "warning model-not-served litellm_model_rate_limits/claude-opus-4-5",
  ],
  [
    "a group of an unknown model",
    { litellm_access_groups: { mine: ["o3", "o9"] } },
    "error unknown-model litellm_access_groups/mine/1",
  ],
  [
    "a group named as a model",
    { litellm_access_groups: { o3: ["o4-mini"] } },
    "error group-named-as-model litellm_access_groups/o3",
  ],
  [
    "a fallback that is not served",
    { litellm_fallbacks: { o3: ["claude-opus-4-5"] } },
    "error model-not-served litellm_fallbacks/o3/0",
  ],
  [
    "a fallback for an unknown model",
    { litellm_fallbacks: { o9: ["o3"] } },
    "error unknown-model litellm_fallbacks/o9",
  ],
  [
    "a fallback of another kind",
    { litellm_fallbacks: { o3: ["text-embedding-3-large"] } },
    "error fallback-mode litellm_fallbacks/o3/0",
  ],
  [
    "a fallback to itself",
    { litellm_fallbacks: { o3: ["o3"] } },
    "error fallback-to-itself litellm_fallbacks/o3/0",
  ],
  [
    "a circle",
    { litellm_fallbacks: { o3: ["gpt-5"], "gpt-5": ["gpt-4.1"], "gpt-4.1": ["o3"] } },
    "error fallback-cycle litellm_fallbacks/o3",
  ],
  ["two ways to one model", { litellm_fallbacks: { o3: ["gpt-5", "gpt-4.1"], "gpt-5": ["gpt-4.1"] } }],

  [
    "everyone a proxy",
    { litellm_trusted_proxy_ranges: ["10.42.0.0/16", "::/0"] },
    "warning trusts-everyone litellm_trusted_proxy_ranges/1",
  ],
  [
    "sign-in without a route",
    { keycloak_enabled: true, litellm_oidc_client_secret: "s", litellm_gateways: [] },
    "warning sign-in-without-route litellm_gateways",
  ],
  [
    "sign-in without an issuer",
    { litellm_oidc_enabled: true },
    "error toggle-requirement litellm_oidc_enabled",
  ],
  [
    "tracing without a collector",
    { litellm_tracing_enabled: true },
    "error toggle-requirement litellm_tracing_enabled",
  ],
  [
    "monitoring without Prometheus",
    { litellm_monitoring_enabled: true },
    "error toggle-requirement litellm_monitoring_enabled",
  ],
  [
    "alerting without a webhook",
    { litellm_alerting_enabled: true },
    "error toggle-requirement litellm_alerting_enabled",
  ],
  [
    "guardrails without a provider",
    { litellm_guardrails_enabled: true },
    "error toggle-requirement litellm_guardrails_enabled",
  ],
  [
    "Presidio without URLs",
    { litellm_presidio_enabled: true },
    "error toggle-requirement litellm_presidio_enabled",
  ],
  [
    "Langfuse without keys",
    { litellm_langfuse_enabled: true },
    "error toggle-requirement litellm_langfuse_enabled",
  ],
];

describe("rules", () => {
  const rows = cases.map(([what, settings, ...expected]) => ({ what, settings, expected }));
  it.each(rows)("$what", ({ settings, expected }) => {
    expect(found({ ...served, ...settings })).toEqual(expected);
  });

  it("warn when there is no provider", () => {
    expect(found({})).toEqual(["warning no-models litellm_enabled"]);
  });

  it("are silent about an app that is off", () => {
    expect(found({ litellm_enabled: false, litellm_db_user: "postgres" })).toEqual([]);
  });

  it("name what is missing when LiteLLM must run", () => {
    expect(found({ ...served, litellm_enabled: true, litellm_salt_key: "" })).toEqual([
      "error toggle-requirement litellm_enabled",
    ]);
  });
});
