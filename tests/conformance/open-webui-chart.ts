import type { Entry } from "./container.ts";

/** Values of the chart open-webui 16.0.0, as far as its environment depends on them. */
export interface ChartValues {
  readonly image?: { readonly tag?: string };
  readonly ollama?: Enabled;
  readonly ollamaUrls?: readonly string[];
  readonly ollamaUrlsFromExtraEnv?: boolean;
  readonly pipelines?: Enabled;
  readonly terminals?: Enabled;
  readonly tika?: Enabled;
  readonly ingress?: Enabled;
  readonly enableOpenaiApi?: boolean;
  readonly openaiBaseApiUrl?: string;
  readonly openaiBaseApiUrls?: readonly string[];
  readonly openaiApiKey?: string;
  readonly openaiApiKeyExistingSecret?: string;
  readonly openaiApiKeyExistingSecretKey?: string;
  readonly websocket?: Websocket;
  readonly persistence?: Persistence;
  readonly databaseUrl?: string;
  readonly sso?: Sso;
  readonly logging?: { readonly level?: string };
  readonly extraEnvVars?: readonly Entry[];
  readonly commonEnvVars?: readonly Entry[];
  readonly startupProbe?: Probe;
  readonly livenessProbe?: Probe;
  readonly readinessProbe?: Probe;
}

interface Enabled {
  readonly enabled?: boolean;
}

interface Probe {
  readonly httpGet?: { readonly path: string };
}

interface Websocket extends Enabled {
  readonly manager?: string;
  readonly url?: string;
  readonly existingSecret?: string;
  readonly existingSecretKey?: string;
  readonly redis?: Enabled;
}

interface Persistence {
  readonly provider?: string;
  readonly s3?: Readonly<Record<string, string>>;
}

interface Sso extends Enabled {
  readonly [field: string]: unknown;
  readonly oidc?: Enabled & Readonly<Record<string, string | boolean>>;
  readonly roleManagement?: Readonly<Record<string, string>>;
  readonly groupManagement?: Readonly<Record<string, string>>;
}

/**
 * The environment that the chart gives its container (templates/workload-manager.yaml), in its order, a name as often
 * as the chart writes it. Throws for what the chart would bring besides, and for values that it reads in a way that
 * is not known here.
 */
export function chartEnvironment(values: ChartValues): Entry[] {
  for (const part of ["ollama", "pipelines"] as const)
    if (values[part]?.enabled !== false) throw new Error(`the chart would bring ${part}`);
  for (const part of ["terminals", "tika", "ingress"] as const)
    if (values[part]?.enabled === true)
      throw new Error(`the suite does not know what the chart does with ${part}`);
  return [
    ...ollama(values),
    ...openai(values),
    ...store(values.persistence ?? {}),
    ...websocket(values.websocket ?? {}),
    ...(values.databaseUrl ? [{ name: "DATABASE_URL", value: values.databaseUrl }] : []),
    ...(values.sso?.enabled ? signIn(values.sso) : []),
    ...(values.logging?.level ? [{ name: "GLOBAL_LOG_LEVEL", value: values.logging.level }] : []),
    ...(values.extraEnvVars ?? []),
    ...(values.commonEnvVars ?? []),
  ];
}

function ollama({ ollamaUrls = [], ollamaUrlsFromExtraEnv }: ChartValues): Entry[] {
  if (ollamaUrlsFromExtraEnv) return [];
  if (ollamaUrls.length > 0) return [{ name: "OLLAMA_BASE_URLS", value: ollamaUrls.join(";") }];
  return [{ name: "ENABLE_OLLAMA_API", value: "False" }];
}

function openai(values: ChartValues): Entry[] {
  const { enableOpenaiApi = true, openaiBaseApiUrl = "https://api.openai.com/v1" } = values;
  if (!enableOpenaiApi) return [{ name: "ENABLE_OPENAI_API", value: "False" }];
  if (values.openaiBaseApiUrls?.length) throw new Error("the suite knows one backend only");
  const { openaiApiKeyExistingSecret: secret, openaiApiKeyExistingSecretKey: key, openaiApiKey } = values;
  return [
    { name: "OPENAI_API_BASE_URL", value: openaiBaseApiUrl },
    secretOr("OPENAI_API_KEY", secret, key, openaiApiKey ?? "0p3n-w3bu!"),
  ];
}

function store({ provider = "local", s3 = {} }: Persistence): Entry[] {
  if (provider === "local") return [];
  if (provider !== "s3") throw new Error(`the suite does not know the store ${provider}`);
  return [
    { name: "STORAGE_PROVIDER", value: provider },
    secretOr("S3_ACCESS_KEY_ID", s3.accessKeyExistingSecret, s3.accessKeyExistingAccessKey, s3.accessKey),
    secretOr("S3_SECRET_ACCESS_KEY", s3.secretKeyExistingSecret, s3.secretKeyExistingSecretKey, s3.secretKey),
    { name: "S3_ENDPOINT_URL", value: s3.endpointUrl ?? "" },
    { name: "S3_BUCKET_NAME", value: s3.bucket ?? "" },
    { name: "S3_REGION_NAME", value: s3.region ?? "" },
    { name: "S3_KEY_PREFIX", value: s3.keyPrefix ?? "" },
  ];
}

function websocket({ enabled = true, manager = "redis", url, redis: own, ...secret }: Websocket): Entry[] {
  if (enabled && own?.enabled !== false) throw new Error("the chart would bring redis");
  const { existingSecret, existingSecretKey = "redis-url" } = secret;
  const redis = enabled && manager === "redis" ? ["REDIS_URL", "WEBSOCKET_REDIS_URL"] : [];
  return [
    { name: "ENABLE_WEBSOCKET_SUPPORT", value: enabled ? "True" : "False" },
    ...(enabled && manager ? [{ name: "WEBSOCKET_MANAGER", value: manager }] : []),
    ...redis.map((name) => secretOr(name, existingSecret, existingSecretKey, url)),
  ];
}

function signIn({ oidc = {}, roleManagement = {}, groupManagement = {}, ...sso }: Sso): Entry[] {
  const truth = (name: string, on: unknown) => (on ? [{ name, value: "True" }] : []);
  const text = (name: string, value: unknown) => (value ? [{ name, value: String(value) }] : []);
  return [
    ...truth("ENABLE_OAUTH_SIGNUP", sso.enableSignup),
    ...truth("OAUTH_MERGE_ACCOUNTS_BY_EMAIL", sso.mergeAccountsByEmail),
    ...(oidc.enabled ? oidcEnvironment(oidc as Readonly<Record<string, string>>) : []),
    ...truth("ENABLE_OAUTH_ROLE_MANAGEMENT", sso.enableRoleManagement),
    ...(sso.enableRoleManagement
      ? [
          { name: "OAUTH_ROLES_CLAIM", value: roleManagement.rolesClaim ?? "roles" },
          ...text("OAUTH_ALLOWED_ROLES", roleManagement.allowedRoles),
          ...text("OAUTH_ADMIN_ROLES", roleManagement.adminRoles),
        ]
      : []),
    ...truth("ENABLE_OAUTH_GROUP_MANAGEMENT", sso.enableGroupManagement),
    ...(sso.enableGroupManagement
      ? [{ name: "OAUTH_GROUP_CLAIM", value: groupManagement.groupsClaim ?? "groups" }]
      : []),
  ];
}

function oidcEnvironment(oidc: Readonly<Record<string, string>>): Entry[] {
  const { clientExistingSecret: secret, clientIdExistingSecretKey: idKey } = oidc;
  return [
    secretOr("OAUTH_CLIENT_ID", idKey ? secret : undefined, idKey, oidc.clientId),
    secretOr("OAUTH_CLIENT_SECRET", secret, oidc.clientExistingSecretKey, oidc.clientSecret),
    { name: "OPENID_PROVIDER_URL", value: oidc.providerUrl ?? "" },
    { name: "OAUTH_PROVIDER_NAME", value: oidc.providerName ?? "SSO" },
    { name: "OAUTH_SCOPES", value: oidc.scopes ?? "openid email profile" },
  ];
}

function secretOr(name: string, secret: string | undefined, key: string | undefined, value = ""): Entry {
  return secret ? { name, valueFrom: { secretKeyRef: { name: secret, key: key ?? "" } } } : { name, value };
}
