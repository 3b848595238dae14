import { describe, expect, it } from "vitest";
import base from "../../schema/cluster.base.json" with { type: "json" };
import { cluster } from "../../src/cluster/cluster.ts";
import { peerOfHost } from "../../src/cluster/servers.ts";
import { derive } from "../../src/derive.ts";
import { findings } from "../../src/rules.ts";
import type { SettingsPart } from "../../src/schema.ts";

type Settings = Readonly<Record<string, unknown>>;

const members = [{ app: cluster, schema: base as unknown as SettingsPart }];
const platform = (settings: Settings) => derive(members, { cloudflare_domain: "example.com", ...settings });

it.each<[string, object]>([
  ["db.example.com", { host: "db.example.com" }],
  ["db.default", { host: "db.default" }],
  ["db.default.svc", { namespace: "default", podLabels: {} }],
  ["db.default.svc.cluster.local", { namespace: "default", podLabels: {} }],
  ["db.default.svcs.example.com", { host: "db.default.svcs.example.com" }],
  ["192.0.2.7", { cidr: "192.0.2.7/32" }],
  ["2001:db8::7", { cidr: "2001:db8::7/128" }],
])("the peer of %s", (host, peer) => {
  expect(peerOfHost(host)).toEqual(peer);
});

describe("servers that nobody named", () => {
  it.each(["postgresql", "cache"] as const)("offer no %s", (kind) => {
    expect(platform({}).facts("app").offer(kind)).toBeUndefined();
  });
});

it.each<[boolean, Settings]>([
  [false, { external_postgresql_host: "db.example.com" }],
  [true, { external_postgresql_host: "db.example.com", external_postgresql_admin_password: "x" }],
])("an administrator with a password: %o", (password, settings) => {
  const offer = platform(settings).facts("app").offer("postgresql");
  expect(offer).toMatchObject({ backups: false, server: { host: "db.example.com", admin: { password } } });
  expect(offer?.operator).toBeUndefined();
});

const inside = "a.default.svc.cluster.local";

it.each<[Settings, readonly string[]]>([
  [
    { external_postgresql_host: inside, external_postgresql_sslmode: "disable" },
    ["note external-postgresql"],
  ],
  [{ external_redis_host: inside }, ["note external-redis"]],
  [{ external_postgresql_host: "db" }, ["error bare-host", "note external-postgresql"]],
  [{ external_postgresql_host: "2001:db8::7" }, ["note external-postgresql"]],
  [
    { external_postgresql_host: "db.example.com", external_postgresql_sslmode: "prefer" },
    ["warning unencrypted-server", "note external-postgresql"],
  ],
  [{ external_redis_host: "r.example.com" }, ["warning unencrypted-server", "note external-redis"]],
  [{ external_redis_host: "r.example.com", external_redis_tls: true }, ["note external-redis"]],
  [
    { external_redis_host: inside, external_redis_username: "all" },
    ["error half-credential", "note external-redis"],
  ],
  [{ external_redis_password: "x" }, ["warning unused-setting"]],
  [{ external_postgresql_admin_password: "x" }, ["warning unused-setting"]],
  [
    { external_postgresql_host: inside, external_postgresql_admin_password: "x" },
    ["note external-postgresql"],
  ],
])("the rules find in %o: %j", (settings, expected) => {
  const found = findings(platform(settings), new Set());
  expect(found.map(({ severity = "error", code }) => `${severity} ${code}`)).toEqual(expected);
});
