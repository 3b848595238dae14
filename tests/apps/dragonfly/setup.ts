import schema from "../../../schema/apps/dragonfly.schema.json" with { type: "json" };
import base from "../../../schema/cluster.base.json" with { type: "json" };
import type { App, Finding } from "../../../src/app.ts";
import { app } from "../../../src/apps/dragonfly/app.ts";
import { cluster } from "../../../src/cluster/cluster.ts";
import { derive, type Member, type Variables } from "../../../src/derive.ts";
import type { Claims } from "../../../src/offers.ts";
import { findings } from "../../../src/rules.ts";
import type { SettingsPart } from "../../../src/schema.ts";

export type Settings = Readonly<Record<string, unknown>>;
type Tenant = Claims["cache-tenant"];

/** What every case needs: a domain, and the password that turns the app on. */
export const least: Settings = { cloudflare_domain: "example.org", dragonfly_password: "d".repeat(48) };

/** A claim such as an app makes, with what the case changes of it. */
export function claim(changes: Partial<Tenant> = {}): Tenant {
  const peer = { namespace: "ai-system", podLabels: { "app.kubernetes.io/name": "litellm" } };
  const commands = ["+@read", "+@write"];
  return { user: "litellm", keys: ["litellm:*"], channels: ["litellm:*"], commands, peer, ...changes };
}

/** The variables of these settings, beside an app that makes these claims. */
export function variables(settings: Settings, claims: readonly Tenant[] = []): Variables {
  const claimant: App = {
    name: "claimant",
    title: "Claimant",
    namespace: "cluster_namespace",
    toggles: [],
    claims: { "cache-tenant": () => claims },
    derived: {
      claimant_grant: {
        type: "object",
        description: "",
        secret: true,
        of: (_v, facts) => facts.grant("cache-tenant") ?? null,
      },
    },
  };
  const members = [
    { app: cluster, schema: base },
    { app, schema },
    { app: claimant, schema: { title: "", properties: {} } },
  ] as unknown as readonly (Member & { schema: SettingsPart })[];
  return derive(members, { ...least, ...settings });
}

/** What the rules find. */
export function found(settings: Settings, claims: readonly Tenant[] = []): Finding[] {
  return findings(variables(settings, claims), new Set());
}
