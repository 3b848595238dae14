import airunway from "../../../schema/apps/airunway.schema.json" with { type: "json" };
import base from "../../../schema/cluster.base.json" with { type: "json" };
import type { App, HandoverStep } from "../../../src/app.ts";
import { app } from "../../../src/apps/airunway/app.ts";
import type { AirunwayVariables } from "../../../src/apps/airunway/variables.ts";
import { cluster } from "../../../src/cluster/cluster.ts";
import { derive, type Member, type Variables } from "../../../src/derive.ts";
import { findings } from "../../../src/rules.ts";
import type { SettingsPart } from "../../../src/schema.ts";

export type Settings = Readonly<Record<string, unknown>>;

/** What every case needs: rights that are accepted, and something that runs the models. */
const least: Settings = {
  cloudflare_domain: "example.org",
  airunway_enabled: true,
  airunway_rights_accepted: "0.7.0",
  airunway_shims: ["vllm"],
  airunway_shim_tags: { vllm: "v1" },
};

/** Stands for a page that takes plugins. */
const dashboard: App<object> = {
  name: "dashboard",
  title: "Dashboard",
  namespace: "dashboard_namespace",
  toggles: [{ name: "dashboard_enabled", needs: [] }],
  offers: { dashboard: () => ({ origin: "https://dashboard.example.org" }) },
  derived: {
    dashboard_plugins: {
      type: "array",
      description: "",
      of: (_v, facts) => facts.claims("dashboard-plugin"),
    },
  },
};

const members = [
  { app: cluster, schema: base },
  { app, schema: airunway },
  {
    app: dashboard,
    schema: { title: "", properties: { dashboard_enabled: { type: "boolean", description: "" } } },
  },
] as unknown as readonly (Member & { schema: SettingsPart })[];

/** The variables of these settings, beside a dashboard. */
export function variables(settings: Settings): Variables {
  return derive(members, { ...least, ...settings });
}

export function variablesOf(settings: Settings = {}): AirunwayVariables {
  return variables(settings).all as unknown as AirunwayVariables;
}

/** What the toggles and rules find. */
export function findingsOf(settings: Settings) {
  return findings(variables(settings), new Set());
}

/** Severity, code, setting and path of each finding. */
export function found(settings: Settings): string[] {
  return findingsOf(settings).map(({ severity = "error", code, setting, path = [] }) =>
    [severity, code, [setting, ...path].join("/")].join(" "),
  );
}

/** The steps on the hand-over page. */
export function steps(settings: Settings): readonly HandoverStep[] {
  return variables(settings).read("airunway", (v, facts) => app.handover?.(v, facts) ?? []).value;
}
