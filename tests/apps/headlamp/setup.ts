import headlamp from "../../../schema/apps/headlamp.schema.json" with { type: "json" };
import base from "../../../schema/cluster.base.json" with { type: "json" };
import type { App, HandoverStep } from "../../../src/app.ts";
import { app } from "../../../src/apps/headlamp/app.ts";
import type { HeadlampVariables } from "../../../src/apps/headlamp/variables.ts";
import { cluster } from "../../../src/cluster/cluster.ts";
import { derive, type Member, type Variables } from "../../../src/derive.ts";
import type { Claims } from "../../../src/offers.ts";
import { findings } from "../../../src/rules.ts";
import type { SettingsPart } from "../../../src/schema.ts";

export type Settings = Readonly<Record<string, unknown>>;

export const key = `sk-${"k".repeat(32)}`;
/** What turns the sign-in and the assistant on. */
export const signIn: Settings = { keycloak_enabled: true, headlamp_oidc_client_secret: "oidc-secret" };
export const assistant: Settings = { headlamp_ai_assistant_api_key: key };

interface ApiVariables {
  readonly api_url: string;
  readonly api_public: boolean;
  readonly api_plugin: boolean;
  readonly api_wildcards: readonly string[];
}

/** Stands for whoever offers the models, and shows what is claimed of it. */
const api: App<ApiVariables> = {
  name: "api",
  title: "API",
  namespace: "api_namespace",
  toggles: [{ name: "api_enabled", needs: [] }],
  offers: {
    "openai-api": (v) => ({
      internalUrl: "http://api.ai.svc.cluster.local:4000/v1",
      publicUrl: v.api_url,
      public: v.api_public,
      models: ["gpt-4.1", "claude", "embed"],
      chatModels: ["gpt-4.1", "claude"],
      embeddingModels: ["embed"],
      rerankModels: [],
      wildcards: v.api_wildcards,
      peer: { namespace: "ai", podLabels: {} },
      port: 4000,
    }),
  },
  claims: {
    "dashboard-plugin": (v) => (v.api_plugin ? [{ name: "api", image: "a/b:1", path: "dist" }] : []),
  },
  derived: {
    api_claims: {
      type: "object",
      description: "",
      secret: true,
      of: (_v, facts) => ({
        origins: facts.claims("cors-origin"),
        oidc: facts.claims("oidc-client"),
        clients: facts.claims("openai-client").map((client) => ({ ...client, key: { ...client.key } })),
      }),
    },
  },
};

const apiSettings = {
  api_enabled: { type: "boolean", description: "" },
  api_url: { type: "string", description: "", default: "https://api.example.org/v1" },
  api_public: { type: "boolean", description: "", default: true },
  api_plugin: { type: "boolean", description: "", default: false },
  api_wildcards: { type: "array", description: "", default: [] },
};

const members = [
  { app: cluster, schema: base },
  { app, schema: headlamp },
  { app: api, schema: { title: "", properties: apiSettings } },
] as unknown as readonly (Member & { schema: SettingsPart })[];

/** The variables of these settings, beside an OpenAI-compatible API. */
export function variables(settings: Settings): Variables {
  return derive(members, { cloudflare_domain: "example.org", headlamp_enabled: true, ...settings });
}

export function variablesOf(settings: Settings): HeadlampVariables {
  return variables(settings).all as unknown as HeadlampVariables;
}

/** What Headlamp claims of others. */
export function claimsOf(settings: Settings): {
  origins: readonly Claims["cors-origin"][];
  oidc: readonly Claims["oidc-client"][];
  clients: readonly Claims["openai-client"][];
} {
  return variables(settings).value("api_claims") as ReturnType<typeof claimsOf>;
}

/** What the toggles and rules find: severity, code, setting and path of each. */
export function found(settings: Settings): string[] {
  return findings(variables(settings), new Set()).map(({ severity = "error", code, setting, path = [] }) =>
    [severity, code, [setting, ...path].join("/")].join(" "),
  );
}

/** The steps on the hand-over page. */
export function steps(settings: Settings): readonly HandoverStep[] {
  const { value } = variables(settings).read("headlamp", (v, facts) => app.handover?.(v, facts) ?? []);
  return value;
}
