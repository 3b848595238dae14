import { describe, expect, it } from "vitest";
import { everything, found, type Settings } from "./platform.ts";

const off = { openwebui_admin_email: null, openwebui_admin_password: null };
const replicas = { openwebui_replicas: 2, openwebui_volume_access_mode: "ReadWriteMany" };
const s3 = { rustfs_enabled: true, openwebui_s3_access_key: "a", openwebui_s3_secret_key: "s" };
const backup = {
  rustfs_enabled: true,
  openwebui_backup_s3_access_key: "a",
  openwebui_backup_s3_secret_key: "s",
};

/** Settings on top of a platform that is in order, and all that is found. */
const cases: readonly (readonly [what: string, settings: Settings, ...expected: string[]])[] = [
  ["nothing amiss", {}],
  ["nothing amiss with everything on", everything],

  [
    "an administrator without password",
    { openwebui_admin_password: null },
    "error half-credential openwebui_admin_email",
  ],
  [
    "a password of nobody",
    { openwebui_admin_email: null, openwebui_signup_enabled: true },
    "error half-credential openwebui_admin_password",
  ],
  ["nobody to sign in", off, "error nobody-can-sign-in openwebui_enabled"],
  ["an open door instead of an administrator", { ...off, openwebui_signup_enabled: true }],
  ["OIDC instead of an administrator", { ...off, keycloak_enabled: true, openwebui_oidc_client_secret: "s" }],
  [
    "no form and no OIDC",
    { openwebui_login_form_enabled: false },
    "error nobody-can-sign-in openwebui_login_form_enabled",
  ],
  [
    "OIDC without a way back",
    { keycloak_enabled: true, openwebui_oidc_client_secret: "s", openwebui_gateways: [] },
    "warning sign-in-without-route openwebui_gateways",
  ],
  [
    "the master key",
    { openwebui_master_key_used: true },
    "warning master-key-used openwebui_master_key_used",
  ],

  [
    "a model that is not there",
    { openwebui_models: ["gpt-5", "gpt-6"] },
    "error model-not-offered openwebui_models/1",
  ],
  [
    "any model behind a wildcard",
    {
      api_models: { "openai/*": "chat" },
      openwebui_models: ["openai/gpt-6"],
      openwebui_embedding_model: "e",
    },
  ],
  [
    "a new chat with an embedding model",
    { openwebui_default_models: ["text-embedding-3-large"] },
    "error model-mode openwebui_default_models/0",
  ],
  [
    "vectors from a chat model",
    { openwebui_embedding_model: "gpt-5" },
    "error model-mode openwebui_embedding_model",
  ],
  [
    "a task model that is not there",
    { openwebui_task_model: "x" },
    "error model-not-offered openwebui_task_model",
  ],
  [
    "a rerank model that is not there",
    { openwebui_rerank_model: "x" },
    "error model-not-offered openwebui_rerank_model",
  ],
  [
    "an API without embedding model",
    { api_models: { "gpt-5": "chat" } },
    "note no-embedding-model openwebui_enabled",
  ],
  [
    "a new chat with a model that is not in the selector",
    { openwebui_models: ["gpt-5"], openwebui_default_models: ["gpt-5-mini"] },
    "error model-not-selectable openwebui_default_models/0",
  ],

  [
    "a task model that is not in the selector",
    { openwebui_models: ["gpt-5"], openwebui_task_model: "gpt-5-mini" },
    "error model-not-selectable openwebui_task_model",
  ],

  ["two replicas on a shared volume", replicas],
  [
    "two replicas on a volume of one node",
    { openwebui_replicas: 2 },
    "error replicas-share openwebui_volume_access_mode",
  ],
  ["two replicas with an object store", { openwebui_replicas: 2, ...s3 }],
  [
    "two replicas without cache",
    { ...replicas, cache_enabled: false },
    "error replicas-share openwebui_cache_enabled",
  ],
  [
    "two replicas with vectors in files",
    { ...replicas, openwebui_pgvector_enabled: false },
    "error replicas-share openwebui_pgvector_enabled",
  ],
  [
    "two replicas on one file",
    { openwebui_replicas: 2, openwebui_postgresql_enabled: false },
    "error replicas-share openwebui_postgresql_enabled",
    "error replicas-share openwebui_pgvector_enabled",
    "error replicas-share openwebui_volume_access_mode",
  ],

  ["half an S3 user", { openwebui_s3_access_key: "a" }, "error half-credential openwebui_s3_access_key"],
  [
    "half a backup user",
    { openwebui_backup_s3_secret_key: "s" },
    "error half-credential openwebui_backup_s3_secret_key",
  ],
  [
    "chats in a pod that has no volume",
    { ...s3, openwebui_s3_enabled: true, openwebui_pgvector_enabled: false },
    "error toggle-requirement openwebui_s3_enabled",
    "error data-would-be-lost openwebui_s3_enabled",
  ],
  ["a file on a volume", { openwebui_postgresql_enabled: false }],
  [
    "a file on a network file system",
    { openwebui_postgresql_enabled: false, openwebui_volume_access_mode: "ReadWriteMany" },
    "error sqlite-on-shared-volume openwebui_volume_access_mode",
  ],

  ["a role of PostgreSQL's", { openwebui_db_user: "postgres" }, "error reserved-name openwebui_db_user"],
  [
    "a parameter of the operator's",
    { openwebui_db_parameters: { port: "1" } },
    "error fixed-parameter openwebui_db_parameters/port",
  ],
  [
    "an image without pgvector",
    { operator_image: "ghcr.io/cloudnative-pg/postgresql:18.4-minimal-trixie" },
    "error pgvector-missing openwebui_db_image",
  ],
  [
    "pgvector mounted into such an image",
    { operator_image: "ghcr.io/cloudnative-pg/postgresql:18.4-minimal-trixie", operator_pgvector: true },
  ],
  [
    "an archive that is written twice",
    { ...backup, openwebui_recovery_enabled: true },
    "error archive-written-twice openwebui_backup_server_name",
  ],
  [
    "a backup without the plugin",
    { ...backup, operator_backups: false },
    "error backup-plugin-off openwebui_backup_enabled",
  ],

  [
    "backups of a database that is not ours",
    { ...backup, external_postgresql_host: "db.example.org" },
    "note external-postgresql external_postgresql_host",
    "warning no-backup openwebui_backup_enabled",
  ],

  [
    "a variable that follows from a setting",
    { openwebui_extra_env: { WEBUI_NAME: "x", RAG_TOP_K: "5" } },
    "error variable-taken openwebui_extra_env/WEBUI_NAME",
  ],
  [
    "a variable of the chart's",
    { openwebui_extra_env: { OPENAI_API_BASE_URL: "x" } },
    "error variable-taken openwebui_extra_env/OPENAI_API_BASE_URL",
  ],
  [
    "a limit below its request",
    { openwebui_memory_limit: "512Mi" },
    "error limit-under-request openwebui_memory_limit",
  ],

  [
    "Open WebUI without its keys",
    { openwebui_enabled: true, openwebui_litellm_key: null },
    "error toggle-requirement openwebui_enabled",
  ],
];

describe("the rules find", () => {
  it.each(cases.map(([what, settings, ...expected]) => ({ what, settings, expected })))(
    "$what",
    ({ settings, expected }) => {
      expect(found(settings)).toEqual(expected);
    },
  );
});
