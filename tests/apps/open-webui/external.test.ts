import { describe, expect, it } from "vitest";
import { webFlows } from "../../../src/apps/open-webui/network.ts";
import { findings } from "../../../src/rules.ts";
import { platform, type Settings, variablesOf } from "./platform.ts";

const server = { external_postgresql_host: "db.example.com" } as const;
const made = { ...server, external_postgresql_admin_password: "admin" } as const;
const redis = { external_redis_host: "redis.default.svc.cluster.local" } as const;

const secrets = (settings: Settings) =>
  platform(settings).value("openwebui_secret_data") as Readonly<Record<string, string>>;

it.each<[string, Settings, unknown]>([
  ["openwebui_hostname", {}, "chat.example.com"],
  ["openwebui_public_url", { openwebui_hostname: "openwebui.localhost" }, "https://openwebui.localhost"],
  [
    "openwebui_public_url",
    { route_kind: "Ingress", ingress_tls_enabled: false, openwebui_hostname: "openwebui.localhost" },
    "http://openwebui.localhost",
  ],
  ["openwebui_route", { openwebui_gateways: [] }, null],
  ["openwebui_database_operated", {}, true],
  ["openwebui_database_operated", { openwebui_postgresql_enabled: false }, false],
  ["openwebui_database_operated", server, false],
  ["openwebui_database_created", server, false],
  ["openwebui_database_created", made, true],
  ["openwebui_database_created", { ...made, openwebui_postgresql_enabled: false }, false],
  ["openwebui_database_ready", {}, "open-webui-database"],
  ["openwebui_database_ready", made, "open-webui-database-job"],
  ["openwebui_database_ready", server, null],
  ["openwebui_db_sslmode", { ...server, external_postgresql_sslmode: "disable" }, "disable"],
  ["openwebui_plugin_needed", { ...server, openwebui_backup_enabled: true }, false],
  ["openwebui_database_job_secrets", server, {}],
])("%s with %o", (name, settings, value) => {
  expect(platform(settings).value(name)).toEqual(value);
});

describe("a server that is there already", () => {
  it("is where the database lies", () => {
    expect(secrets(server).DATABASE_URL).toMatch(/@db\.example\.com:5432\/openwebui\?sslmode=require$/);
    expect(platform(server).facts("open-webui").claims("database")).toEqual([]);
  });

  it("is all that the pods may reach of databases", () => {
    const { egress } = webFlows(variablesOf(server), platform(server).facts("open-webui"));
    expect(egress).toContainEqual({ peer: { host: "db.example.com" }, ports: [5432] });
    expect(JSON.stringify(egress)).not.toContain("cnpg.io");
  });

  it("gets pgvector from the Job", () => {
    const entries = variablesOf(made).openwebui_database_job_env;
    expect(entries).toContainEqual({ name: "APP_EXTENSION", value: "vector" });
    expect(entries).toContainEqual({ name: "APP_ROLE", value: "openwebui" });
  });

  it.each<[Settings, readonly string[]]>([
    [made, []],
    [{ ...made, openwebui_db_password: "Grüße" }, ["password-characters openwebui_db_password"]],
    [
      { ...made, openwebui_db_user: "boss", external_postgresql_admin_user: "boss" },
      ["reserved-name openwebui_db_user"],
    ],
    [{ ...server, openwebui_db_password: "Grüße" }, []],
  ])("the rules find in %o: %j", (settings, expected) => {
    const found = findings(platform(settings), new Set()).filter(({ severity }) => severity !== "note");
    expect(found.map(({ code, setting }) => `${code} ${setting}`)).toEqual(expected);
  });
});

it.each<[string, Settings, string]>([
  ["without a password", redis, "redis://redis.default.svc.cluster.local:6379/0"],
  [
    "with one",
    { ...redis, external_redis_password: "p/w" },
    "redis://:p%2Fw@redis.default.svc.cluster.local:6379/0",
  ],
  [
    "with a user, by TLS",
    {
      external_redis_host: "2001:db8::7",
      external_redis_port: 6380,
      external_redis_tls: true,
      external_redis_username: "all",
      external_redis_password: "pw",
    },
    "rediss://all:pw@[2001:db8::7]:6380/0",
  ],
])("a Redis that is there already %s", (_what, settings, url) => {
  expect(secrets(settings).REDIS_URL).toBe(url);
});
