import type { EnvironmentEntry } from "../../pod-environment.ts";
import { get, list, type Mapping, text, type Value } from "../value.ts";

/**
 * The environment of Open WebUI's container as the chart 16.0 makes it of its values: what it writes from keys of its
 * own, then `extraEnvVars`. Facts from its templates (_helpers.tpl, workload-manager.yaml).
 */
export function openWebuiEnvironment(values: Mapping): EnvironmentEntry[] {
  const extra = list(values.extraEnvVars).filter((entry) => text(get(entry, "name")) !== undefined);
  return [...chartEnvironment(values), ...(extra as unknown as EnvironmentEntry[])];
}

/** The names that the chart writes itself, so that none of them may stand in `extraEnvVars`. */
export function openWebuiNames(values: Mapping): string[] {
  return chartEnvironment(values).map(({ name }) => name);
}

function chartEnvironment(values: Mapping): EnvironmentEntry[] {
  return [
    ...ollama(values),
    ...openai(values),
    ...websocket(values.websocket),
    ...storage(get(values, "persistence")),
    ...signIn(values.sso),
    ...plain({
      WEBUI_URL: isOn(values.ingress) ? `https://${text(get(values, "ingress", "host")) ?? ""}` : undefined,
      DATABASE_URL: text(values.databaseUrl) || undefined,
      GLOBAL_LOG_LEVEL: text(get(values, "logging", "level")) || undefined,
      ...(isOn(values.tika) && { CONTENT_EXTRACTION_ENGINE: "Tika", TIKA_SERVER_URL: "" }),
    }),
  ];
}

function ollama(values: Mapping): EnvironmentEntry[] {
  if (values.ollamaUrlsFromExtraEnv === true) return [];
  const urls = list(values.ollamaUrls);
  const isUsed = urls.length > 0 || get(values, "ollama", "enabled") !== false;
  return plain(isUsed ? { OLLAMA_BASE_URLS: urls.join(";") } : { ENABLE_OLLAMA_API: "False" });
}

function openai(values: Mapping): EnvironmentEntry[] {
  if (values.enableOpenaiApi === false) return plain({ ENABLE_OPENAI_API: "False" });
  const urls = list(values.openaiBaseApiUrls);
  const isMany = urls.length > 0 || get(values, "pipelines", "enabled") !== false;
  const ending = isMany ? "S" : "";
  const url = isMany ? urls.join(";") : text(values.openaiBaseApiUrl);
  const [secret, key] = isMany
    ? [values.openaiApiKeysExistingSecret, values.openaiApiKeysExistingSecretKey]
    : [values.openaiApiKeyExistingSecret, values.openaiApiKeyExistingSecretKey];
  return [
    ...plain({ [`OPENAI_API_BASE_URL${ending}`]: url ?? "" }),
    secretOr(`OPENAI_API_KEY${ending}`, secret, key, values.openaiApiKey),
  ];
}

function websocket(values: Value | undefined): EnvironmentEntry[] {
  if (get(values, "enabled") === false) return [];
  const given = get(values, "manager");
  const manager = typeof given === "string" ? given : "redis";
  const settings = plain({ ENABLE_WEBSOCKET_SUPPORT: "True", WEBSOCKET_MANAGER: manager });
  if (manager !== "redis") return settings;
  const url = (name: string) =>
    secretOr(name, get(values, "existingSecret"), get(values, "existingSecretKey"), get(values, "url"));
  return [...settings, url("REDIS_URL"), url("WEBSOCKET_REDIS_URL")];
}

function storage(values: Value | undefined): EnvironmentEntry[] {
  if (get(values, "provider") !== "s3") return [];
  const s3 = (field: string) => get(values, "s3", field);
  return [
    ...plain({ STORAGE_PROVIDER: "s3" }),
    secretOr(
      "S3_ACCESS_KEY_ID",
      s3("accessKeyExistingSecret"),
      s3("accessKeyExistingAccessKey"),
      s3("accessKey"),
    ),
    secretOr(
      "S3_SECRET_ACCESS_KEY",
      s3("secretKeyExistingSecret"),
      s3("secretKeyExistingSecretKey"),
      s3("secretKey"),
    ),
    ...plain({
      S3_BUCKET_NAME: text(s3("bucket")) ?? "",
      S3_ENDPOINT_URL: text(s3("endpointUrl")) ?? "",
      S3_KEY_PREFIX: text(s3("keyPrefix")) ?? "",
      S3_REGION_NAME: text(s3("region")) ?? "",
    }),
  ];
}

function signIn(sso: Value | undefined): EnvironmentEntry[] {
  if (!isOn(sso)) return [];
  const on = (field: string, name: string) => (get(sso, field) === true ? { [name]: "True" } : {});
  const of = (group: string, field: string) => text(get(sso, group, field)) ?? "";
  return [
    ...plain({
      ...on("enableSignup", "ENABLE_OAUTH_SIGNUP"),
      ...on("mergeAccountsByEmail", "OAUTH_MERGE_ACCOUNTS_BY_EMAIL"),
      ...on("enableRoleManagement", "ENABLE_OAUTH_ROLE_MANAGEMENT"),
      ...(get(sso, "enableRoleManagement") === true && {
        OAUTH_ROLES_CLAIM: of("roleManagement", "rolesClaim"),
        OAUTH_ALLOWED_ROLES: of("roleManagement", "allowedRoles"),
        OAUTH_ADMIN_ROLES: of("roleManagement", "adminRoles"),
      }),
      ...on("enableGroupManagement", "ENABLE_OAUTH_GROUP_MANAGEMENT"),
      ...(get(sso, "enableGroupManagement") === true && {
        OAUTH_GROUP_CLAIM: of("groupManagement", "groupsClaim"),
      }),
    }),
    ...oidc(get(sso, "oidc")),
  ];
}

function oidc(values: Value | undefined): EnvironmentEntry[] {
  if (!isOn(values)) return [];
  const secret = get(values, "clientExistingSecret");
  const field = (name: string) => get(values, name);
  return [
    secretOr(
      "OAUTH_CLIENT_ID",
      field("clientIdExistingSecretKey") && secret,
      field("clientIdExistingSecretKey"),
      field("clientId"),
    ),
    secretOr("OAUTH_CLIENT_SECRET", secret, field("clientExistingSecretKey"), field("clientSecret")),
    ...plain({
      OPENID_PROVIDER_URL: text(field("providerUrl")) ?? "",
      OAUTH_PROVIDER_NAME: text(field("providerName")) ?? "SSO",
      OAUTH_SCOPES: text(field("scopes")) ?? "openid email profile",
    }),
  ];
}

function isOn(values: Value | undefined): boolean {
  return get(values, "enabled") === true;
}

function plain(entries: Readonly<Record<string, string | undefined>>): EnvironmentEntry[] {
  return Object.entries(entries).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
}

function secretOr(
  name: string,
  secret: Value | undefined,
  key: Value | undefined,
  value: Value | undefined,
): EnvironmentEntry {
  const found = text(secret);
  if (!found) return { name, value: text(value) ?? "" };
  return { name, valueFrom: { secretKeyRef: { name: found, key: text(key) ?? "" } } };
}
