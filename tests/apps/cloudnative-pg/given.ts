import { readFileSync } from "node:fs";
import type { App, Finding } from "../../../src/app.ts";
import { app } from "../../../src/apps/cloudnative-pg/app.ts";
import type { CloudnativePgVariables } from "../../../src/apps/cloudnative-pg/variables.ts";
import { cluster } from "../../../src/cluster/cluster.ts";
import { derive, type Member, type Variables } from "../../../src/derive.ts";
import type { Claims } from "../../../src/offers.ts";
import type { SettingsPart } from "../../../src/schema.ts";

export type Settings = Readonly<Record<string, unknown>>;
export type DatabaseClaim = Claims["database"];

/** Variables of CloudNativePG, switched on, beside an app that claims the given databases. */
export function variablesOf(settings: Settings, databases: readonly DatabaseClaim[] = []): Variables {
  const members: Member[] = [
    { app: cluster, schema: readPart("schema/cluster.base.json") },
    { app, schema: readPart("schema/apps/cloudnative-pg.schema.json") },
    claimant(databases),
  ];
  return derive(members, { cloudflare_domain: "example.com", cnpg_enabled: true, ...settings });
}

/** What the app's rules find. */
export function findings(settings: Settings, databases: readonly DatabaseClaim[] = []): Finding[] {
  const variables = variablesOf(settings, databases);
  const all = variables.all as unknown as CloudnativePgVariables;
  return (app.rules ?? []).flatMap((rule) => [...rule(all, variables.facts("cloudnative-pg"))]);
}

/** An app that runs only where PostgreSQL is offered, as the real ones do. */
function claimant(databases: readonly DatabaseClaim[]): Member {
  const own: App<object> = {
    name: "notes",
    title: "Notes",
    namespace: "notes_namespace",
    toggles: [{ name: "notes_enabled", needs: [], offers: ["postgresql"] }],
    claims: { database: () => databases },
    derived: {
      notes_shared_key: {
        type: "string",
        description: "",
        secret: true,
        of: (_v, facts) => facts.grant("database")?.accessKey ?? null,
      },
    },
  };
  const notes_enabled = { type: "boolean" as const, description: "" };
  const notes_namespace = { type: "string" as const, description: "", default: "notes" };
  return { app: own, schema: { title: "Notes", properties: { notes_enabled, notes_namespace } } };
}

function readPart(file: string): SettingsPart {
  return JSON.parse(readFileSync(file, "utf8"));
}
