import schema from "../../../schema/apps/ollama.schema.json" with { type: "json" };
import base from "../../../schema/cluster.base.json" with { type: "json" };
import type { App } from "../../../src/app.ts";
import { app } from "../../../src/apps/ollama/app.ts";
import type { OllamaVariables } from "../../../src/apps/ollama/variables.ts";
import { cluster } from "../../../src/cluster/cluster.ts";
import { derive, type Member, type Variables } from "../../../src/derive.ts";

export type Settings = Readonly<Record<string, unknown>>;

const api: App = {
  name: "gateway",
  title: "Gateway",
  namespace: "chat_namespace",
  toggles: [],
  offers: {
    "openai-api": (_v, facts) => ({
      internalUrl: "http://gateway.ai.svc.cluster.local:4000/v1",
      publicUrl: "https://gateway.example.org/v1",
      public: true,
      models: facts.claims("model-server").flatMap(({ models }) => models),
      chatModels: [],
      embeddingModels: [],
      rerankModels: [],
      wildcards: [],
      peer: { namespace: "ai", podLabels: { "app.kubernetes.io/name": "gateway" } },
      port: 4000,
    }),
  },
};

/** The variables of these settings, beside an app that offers an OpenAI-compatible API. */
export function variables(settings: Settings): Variables {
  const chat_namespace = { type: "string", description: "", default: "ai" };
  const members = [
    { app: cluster, schema: base },
    { app: api, schema: { title: "Gateway", properties: { chat_namespace } } },
    { app, schema },
  ] as unknown as readonly Member[];
  return derive(members, { cloudflare_domain: "example.org", ...settings });
}

/** The same, as the app reads them. */
export function values(settings: Settings): OllamaVariables {
  return variables(settings).all as unknown as OllamaVariables;
}
