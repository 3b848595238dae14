import type { Facts } from "../../app.ts";
import { type EnvironmentEntry, expansionLiteral, fromSecret } from "../../pod-environment.ts";
import { documentEnvironment } from "./documents.ts";
import { keyPrefix, secretName } from "./names.ts";
import { extraSecretVariables } from "./secrets.ts";
import type { OpenWebuiVariables } from "./variables.ts";

type V = OpenWebuiVariables;

/** The container's environment but for what the chart writes from keys of its own (see values.ts). */
export function extraEnvironment(v: V, facts: Facts): EnvironmentEntry[] {
  const plain = { ...plainEnvironment(v, facts), ...v.openwebui_extra_env };
  return [
    ...Object.entries(plain).map(([key, value]) => ({ name: key, value: expansionLiteral(value) })),
    ...fromSecret(secretName, extraSecretVariables(v, facts)),
  ];
}

/** Values that are no secrets, as Open WebUI 0.11 reads them (env.py, config.py); `openwebui_extra_env` is left out. */
export function plainEnvironment(v: V, facts: Facts): Record<string, string> {
  return {
    ...pageEnvironment(v),
    ...accountEnvironment(v, facts),
    ...modelEnvironment(v),
    ...documentEnvironment(v, facts),
    ...databaseEnvironment(v),
    ...(v.openwebui_cache_enabled && { REDIS_KEY_PREFIX: keyPrefix }),
    ...(v.openwebui_s3_enabled && storeEnvironment),
  };
}

/** Git is the truth: what is changed on the settings pages lasts until the next start. */
function pageEnvironment(v: V): Record<string, string> {
  return {
    TZ: v.timezone,
    ENV: "prod",
    ENABLE_PERSISTENT_CONFIG: "False",
    WEBUI_NAME: v.openwebui_title,
    WEBUI_URL: v.openwebui_public_url,
    // Websockets from any other origin are refused.
    CORS_ALLOW_ORIGIN: v.openwebui_public_url,
    WEBUI_SESSION_COOKIE_SECURE: flag(v.openwebui_public_url.startsWith("https:")),
    ENABLE_COMMUNITY_SHARING: "False",
    ENABLE_VERSION_UPDATE_CHECK: "False",
    ...(v.openwebui_offline && { OFFLINE_MODE: "True", HF_HUB_OFFLINE: "1" }),
    AIOHTTP_CLIENT_TIMEOUT: String(v.openwebui_request_timeout),
  };
}

function accountEnvironment(v: V, facts: Facts): Record<string, string> {
  return {
    ENABLE_SIGNUP: flag(v.openwebui_signup_enabled),
    ENABLE_LOGIN_FORM: flag(v.openwebui_login_form_enabled),
    DEFAULT_USER_ROLE: v.openwebui_default_user_role,
    JWT_EXPIRES_IN: v.openwebui_session_duration,
    ...(v.openwebui_admin_email &&
      facts.has("openwebui_admin_password") && {
        WEBUI_ADMIN_EMAIL: v.openwebui_admin_email,
        WEBUI_ADMIN_NAME: v.openwebui_admin_name,
      }),
    ...(v.openwebui_oidc_enabled && {
      OPENID_REDIRECT_URI: `${v.openwebui_public_url}/oauth/oidc/callback`,
      ...(v.openwebui_oidc_group_claim && { ENABLE_OAUTH_GROUP_CREATION: "True" }),
    }),
  };
}

/** TASK_MODEL_EXTERNAL is the one of OpenAI-compatible backends. */
function modelEnvironment(v: V): Record<string, string> {
  const selector = { 0: { enable: true, model_ids: v.openwebui_models } };
  return {
    ...(v.openwebui_models.length > 0 && { OPENAI_API_CONFIGS: JSON.stringify(selector) }),
    ...(v.openwebui_default_models.length > 0 && { DEFAULT_MODELS: v.openwebui_default_models.join(",") }),
    ...(v.openwebui_task_model && { TASK_MODEL_EXTERNAL: v.openwebui_task_model }),
    ENABLE_EVALUATION_ARENA_MODELS: "False",
    ENABLE_BASE_MODELS_CACHE: "True",
    BYPASS_MODEL_ACCESS_CONTROL: flag(v.openwebui_models_public),
    ENABLE_FORWARD_USER_INFO_HEADERS: flag(v.openwebui_user_headers),
  };
}

function databaseEnvironment(v: V): Record<string, string> {
  if (!v.openwebui_postgresql_enabled) return {};
  const pool = String(v.openwebui_pool_size);
  return {
    DATABASE_POOL_SIZE: pool,
    DATABASE_USER_ACTIVE_STATUS_UPDATE_INTERVAL: "300",
    ...(v.openwebui_pgvector_enabled && {
      VECTOR_DB: "pgvector",
      // Who makes the database makes it: the role may not.
      PGVECTOR_CREATE_EXTENSION: flag(v.openwebui_database_ready === null),
      PGVECTOR_INITIALIZE_MAX_VECTOR_LENGTH: String(v.openwebui_vector_dimensions),
      PGVECTOR_USE_HALFVEC: flag(v.openwebui_vector_dimensions > longestVector),
      PGVECTOR_POOL_SIZE: pool,
    }),
  };
}

/** An index of pgvector's `vector` takes no more; `halfvec` takes 4000. */
const longestVector = 2000;

/** Stores other than Amazon's know neither host names for buckets nor newer clients' checksums. */
const storeEnvironment = {
  S3_ADDRESSING_STYLE: "path",
  AWS_REQUEST_CHECKSUM_CALCULATION: "when_required",
  AWS_RESPONSE_CHECKSUM_VALIDATION: "when_required",
};

/** As Python writes it. */
export function flag(on: boolean): string {
  return on ? "True" : "False";
}
