import { expect, it } from "vitest";
import { type ChartValues, chartEnvironment } from "./open-webui-chart.ts";

const alone: ChartValues = {
  ollama: { enabled: false },
  pipelines: { enabled: false },
  websocket: { manager: "", redis: { enabled: false } },
};

function names(values: ChartValues): string[] {
  return chartEnvironment({ ...alone, ...values }).map(({ name }) => name);
}

const usual = ["ENABLE_OLLAMA_API", "OPENAI_API_BASE_URL", "OPENAI_API_KEY", "ENABLE_WEBSOCKET_SUPPORT"];
const redis = { manager: "redis", redis: { enabled: false } };

/** Each was compared with what `helm template` makes of it (chart 16.0.0). */
const cases: [title: string, values: ChartValues, names: string[]][] = [
  ["nothing said", {}, usual],
  ["servers of Ollama", { ollamaUrls: ["http://a", "http://b"] }, ["OLLAMA_BASE_URLS", ...usual.slice(1)]],
  ["servers of Ollama in extraEnvVars", { ollamaUrlsFromExtraEnv: true }, usual.slice(1)],
  [
    "no API",
    { enableOpenaiApi: false },
    ["ENABLE_OLLAMA_API", "ENABLE_OPENAI_API", "ENABLE_WEBSOCKET_SUPPORT"],
  ],
  [
    "a cache",
    { websocket: { ...redis, existingSecret: "s" } },
    [...usual, "WEBSOCKET_MANAGER", "REDIS_URL", "WEBSOCKET_REDIS_URL"],
  ],
  ["no websockets", { websocket: { ...redis, enabled: false } }, usual],
  ["a database", { databaseUrl: "postgresql://x" }, [...usual, "DATABASE_URL"]],
  [
    "a name that the chart writes as well",
    { extraEnvVars: [{ name: "OPENAI_API_KEY" }] },
    [...usual, "OPENAI_API_KEY"],
  ],
  [
    "sign-in by roles",
    {
      sso: {
        enabled: true,
        enableSignup: true,
        enableRoleManagement: true,
        oidc: { enabled: true, clientId: "c", clientSecret: "s", providerUrl: "https://x" },
        roleManagement: { adminRoles: "a" },
      },
    },
    [
      ...usual,
      "ENABLE_OAUTH_SIGNUP",
      "OAUTH_CLIENT_ID",
      "OAUTH_CLIENT_SECRET",
      "OPENID_PROVIDER_URL",
      "OAUTH_PROVIDER_NAME",
      "OAUTH_SCOPES",
      "ENABLE_OAUTH_ROLE_MANAGEMENT",
      "OAUTH_ROLES_CLAIM",
      "OAUTH_ADMIN_ROLES",
    ],
  ],
];

it.each(cases)("%s", (_title, values, expected) => {
  expect(names(values)).toEqual(expected);
});

it.each<[string, ChartValues]>([
  ["ollama", { ollama: {} }],
  ["pipelines", { pipelines: { enabled: true } }],
  ["redis", { websocket: { manager: "redis" } }],
])("does not let the chart bring %s", (part, values) => {
  expect(() => names(values)).toThrow(part);
});
