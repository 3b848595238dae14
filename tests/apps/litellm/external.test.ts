import { createHash, createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { saltFor, scramVerifier } from "../../../src/postgresql/scram.ts";
import { createSql, deleteSql } from "../../../src/postgresql/server-sql.ts";
import { findings } from "../../../src/rules.ts";
import { azure, needed, platform, variablesOf } from "./platform.ts";

type Settings = Readonly<Record<string, unknown>>;

const server = { external_postgresql_host: "db.example.com" } as const;
const made = { ...server, external_postgresql_admin_password: "admin-password" } as const;
const redis = { external_redis_host: "redis.default.svc.cluster.local" } as const;
const now = new Date("2026-11-21T12:00:00Z");

const warned = "warning database-deletion litellm_database_delete_confirmed";

function deletion(day: string): Settings {
  return { ...made, litellm_database_delete_confirmed: day };
}

function found(settings: Settings, at?: Date): string[] {
  return findings(platform({ ...azure, ...settings }), new Set(), at)
    .filter(({ severity }) => severity !== "note")
    .map(({ severity = "error", code, setting }) => `${severity} ${code} ${setting}`);
}

describe("a PostgreSQL that is there already", () => {
  it.each<[string, Settings, unknown]>([
    ["litellm_database_operated", {}, true],
    ["litellm_database_operated", server, false],
    ["litellm_database_host", server, "db.example.com"],
    ["litellm_db_sslmode", {}, "require"],
    ["litellm_db_sslmode", { ...server, external_postgresql_sslmode: "disable" }, "disable"],
    ["litellm_db_sslmode", { ...server, litellm_db_sslmode: "prefer" }, "prefer"],
    [
      "litellm_database_url",
      { ...server, external_postgresql_port: 6432 },
      "postgresql://litellm:Hq3n8VbT@db.example.com:6432/litellm?sslmode=require",
    ],
    [
      "litellm_database_url",
      { external_postgresql_host: "2001:db8::7" },
      "postgresql://litellm:Hq3n8VbT@[2001:db8::7]:5432/litellm?sslmode=require",
    ],
    ["litellm_database_job", {}, "none"],
    ["litellm_database_job", server, "none"],
    ["litellm_database_job", made, "create"],
    ["litellm_database_job", { ...made, litellm_database_delete_confirmed: "2026-11-21" }, "delete"],
    ["litellm_database_job", { ...server, litellm_database_delete_confirmed: "2026-11-21" }, "none"],
    ["litellm_database_ready", {}, "litellm-database"],
    ["litellm_database_ready", server, null],
    ["litellm_database_ready", made, "litellm-database-job"],
    ["litellm_database_ready", { ...made, litellm_database_delete_confirmed: "2026-11-21" }, null],
    [
      "litellm_database_job_name",
      { ...made, litellm_database_delete_confirmed: "2026-11-21" },
      "litellm-database-delete-2026-11-21",
    ],
    ["litellm_database_job_sql", made, createSql],
    ["litellm_database_job_sql", { ...made, litellm_database_delete_confirmed: "2026-11-21" }, deleteSql],
    ["litellm_pods", { ...made, litellm_replicas: 3 }, 3],
    ["litellm_pods", { ...made, litellm_replicas: 3, litellm_database_delete_confirmed: "2026-11-21" }, 0],
    [
      "litellm_replicated",
      { ...made, litellm_replicas: 3, litellm_database_delete_confirmed: "2026-11-21" },
      false,
    ],
    [
      "litellm_plugin_needed",
      { ...server, rustfs_enabled: true, litellm_s3_access_key: "a", litellm_s3_secret_key: "b" },
      false,
    ],
  ])("%s with %o", (name, settings, value) => {
    expect(platform(settings).value(name)).toEqual(value);
  });

  it("is claimed from nobody", () => {
    expect(platform(server).facts("page").claims("database")).toEqual([]);
  });

  it.each<[string, Settings, boolean]>([
    ["the same again", made, true],
    ["another password", { ...made, litellm_db_password: "x" }, true],
    ["another run", { ...made, litellm_database_create_run: 2 }, false],
    ["another host", { ...made, external_postgresql_host: "other.example.com" }, false],
    ["another database", { ...made, litellm_db_name: "other" }, false],
    ["another role", { ...made, litellm_db_user: "other" }, false],
  ])("%s is the same Job: %o", (_what, settings, same) => {
    const name = "litellm_database_job_name";
    expect(platform(settings).value(name) === platform(made).value(name)).toBe(same);
  });

  it("gives the Job the administrator's password, and LiteLLM's only as the server keeps it", () => {
    const secrets = platform(made).value("litellm_database_job_secrets") as Record<string, string>;
    expect(Object.keys(secrets).sort()).toEqual(["APP_VERIFIER", "PGPASSWORD"]);
    expect(secrets.PGPASSWORD).toBe("admin-password");
    expect(JSON.stringify(secrets)).not.toContain(needed.litellm_db_password);
    const names = variablesOf(made).litellm_database_job_env.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it("is the only one who reads the administrator's password when it deletes", () => {
    const settings = { ...made, litellm_database_delete_confirmed: "2026-11-21" };
    expect(platform(settings).value("litellm_database_job_secrets")).toEqual({
      PGPASSWORD: "admin-password",
    });
    const entries = variablesOf(settings).litellm_database_job_env;
    expect(entries.filter((entry) => "valueFrom" in entry).map(({ name }) => name)).toEqual(["PGPASSWORD"]);
    expect(entries).toContainEqual({ name: "APP_DELETE_CONFIRMED", value: "2026-11-21" });
  });

  it.each<[string, Settings, Date | undefined, readonly string[]]>([
    ["nothing amiss", made, now, []],
    [
      "LiteLLM as administrator",
      { ...made, litellm_db_user: "boss", external_postgresql_admin_user: "boss" },
      now,
      ["error reserved-name litellm_db_user"],
    ],
    [
      "the same where nothing is made",
      { ...server, litellm_db_user: "boss", external_postgresql_admin_user: "boss" },
      now,
      [],
    ],
    [
      "a password beyond ASCII",
      { ...made, litellm_db_password: "Grüße" },
      now,
      ["error password-characters litellm_db_password"],
    ],
    ["the same where nothing is made", { ...server, litellm_db_password: "Grüße" }, now, []],
    [
      "a backup",
      { ...server, rustfs_enabled: true, litellm_s3_access_key: "a", litellm_s3_secret_key: "b" },
      now,
      ["warning no-backup litellm_backup_enabled"],
    ],
    [
      "a deletion that an operator would do",
      { litellm_database_delete_confirmed: "2026-11-21" },
      now,
      ["error nothing-to-delete litellm_database_delete_confirmed"],
    ],
    [
      "a deletion by nobody",
      { ...server, litellm_database_delete_confirmed: "2026-11-21" },
      now,
      ["error nothing-to-delete litellm_database_delete_confirmed"],
    ],
    ["a deletion of today", deletion("2026-11-21"), now, [warned]],
    ["a deletion of tomorrow, which has begun elsewhere", deletion("2026-11-22"), now, [warned]],
    [
      "a deletion of the day after",
      deletion("2026-11-23"),
      now,
      ["error confirmation-ahead litellm_database_delete_confirmed"],
    ],
    ["a deletion of three days ago", deletion("2026-11-18"), now, [warned]],
    [
      "a deletion of four days ago",
      deletion("2026-11-17"),
      now,
      ["error confirmation-over litellm_database_delete_confirmed"],
    ],
    [
      "a day that never is",
      deletion("2026-02-30"),
      now,
      ["error no-such-day litellm_database_delete_confirmed"],
    ],
    ["a deletion where nobody knows the time", deletion("2020-01-01"), undefined, [warned]],
  ])("the rules find in %s", (_what, settings, at, expected) => {
    expect(found(settings, at)).toEqual(expected);
  });
});

describe("a Redis that is there already", () => {
  const params = (settings: Settings) =>
    (variablesOf(settings).litellm_config as { litellm_settings: { cache_params: object } }).litellm_settings
      .cache_params;
  const secrets = (settings: Settings) =>
    platform(settings).value("litellm_secret_data") as Readonly<Record<string, string>>;
  const password = "os.environ/REDIS_PASSWORD";

  it.each<[string, Settings, object, string | undefined]>([
    ["without a password", redis, {}, undefined],
    ["with one", { ...redis, external_redis_password: "pw" }, { password }, "pw"],
    [
      "with a user",
      { ...redis, external_redis_username: "all", external_redis_password: "pw" },
      { username: "all", password },
      "pw",
    ],
    [
      "by TLS",
      { external_redis_host: "redis.example.com", external_redis_port: 6380, external_redis_tls: true },
      { host: "redis.example.com", port: 6380, ssl: true },
      undefined,
    ],
  ])("%s", (_what, settings, own, secret) => {
    const { ttl, supported_call_types, ...rest } = params(settings) as Record<string, unknown>;
    const place = { type: "redis", host: redis.external_redis_host, port: 6379, namespace: "litellm" };
    expect(rest).toEqual({ ...place, ...own });
    expect(secrets(settings).REDIS_PASSWORD).toBe(secret);
  });
});

describe("a verifier", () => {
  // RFC 7677, section 3: the exchange of a client whose password is `pencil`.
  it("lets in who knows the password", () => {
    const salt = Buffer.from("W22ZaJ0SNY7soEsUEjb6gQ==", "base64");
    const message =
      "n=user,r=rOprNGfwEbeRWgbNEkqO,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0," +
      "s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
    const [, , stored = "", key = ""] = scramVerifier("pencil", salt).split(/[$:]/).slice(1);
    const proof = Buffer.from("dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=", "base64");
    const signature = createHmac("sha256", Buffer.from(stored, "base64")).update(message).digest();
    const clientKey = proof.map((byte, index) => byte ^ (signature[index] ?? 0));
    expect(createHash("sha256").update(clientKey).digest("base64")).toBe(stored);
    expect(createHmac("sha256", Buffer.from(key, "base64")).update(message).digest("base64")).toBe(
      "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=",
    );
  });

  it("is one line that no quoting can break, and salted by the key", () => {
    const ascii = fc.string({ unit: "binary-ascii", minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(ascii, fc.string({ minLength: 1 }), (password, key) => {
        const verifier = scramVerifier(password, saltFor("x", key));
        expect(verifier).toMatch(/^SCRAM-SHA-256\$4096:[\w+/]{22}==\$[\w+/]{43}=:[\w+/]{43}=$/);
      }),
      { numRuns: 20 },
    );
    expect(saltFor("x", "a")).not.toEqual(saltFor("x", "b"));
    expect(saltFor("x", "a")).not.toEqual(saltFor("y", "a"));
  });
});
