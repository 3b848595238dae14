import { describe, expect, it } from "vitest";
import { platform, variablesOf } from "./platform.ts";

type Settings = Readonly<Record<string, unknown>>;

const value = (name: string, settings: Settings = {}) => platform(settings).value(name);

describe("the migration Job", () => {
  it("is another one for another image, and for no other reason", () => {
    const name = value("litellm_migration_name");
    expect(name).toMatch(/^litellm-migration-[0-9a-f]{10}$/);
    expect(value("litellm_migration_name", { litellm_image_tag: "1.108.11" })).not.toBe(name);
    expect(value("litellm_migration_name", { litellm_log_level: "ERROR" })).toBe(name);
  });

  it("gets the database, from a Secret that is there before the pods' own", () => {
    const referred = variablesOf().litellm_migration_env.flatMap((entry) =>
      "valueFrom" in entry ? [entry.valueFrom.secretKeyRef] : [],
    );
    expect(referred).toEqual([{ name: "litellm-migration", key: "DATABASE_URL" }]);
  });
});

describe("the hash of the secrets", () => {
  it("follows each of them and nothing else", () => {
    const hash = value("litellm_secret_hash");
    expect(value("litellm_secret_hash", { litellm_db_password: "another" })).not.toBe(hash);
    expect(value("litellm_secret_hash", { litellm_log_level: "ERROR" })).toBe(hash);
  });

  it("is a string to Helm, whatever its digits are", () => {
    expect(value("litellm_secret_hash")).toMatch(/^sha256-[0-9a-f]{64}$/);
  });
});

describe("the time to finish streams", () => {
  it.each([
    [90, "75"],
    [600, "585"],
    [10, "1"],
  ])("of %i seconds of grace is %s", (seconds, drained) => {
    const entries = variablesOf({ litellm_termination_grace_seconds: seconds }).litellm_env;
    expect(entries).toContainEqual({ name: "GRACEFUL_SHUTDOWN_TIMEOUT", value: drained });
  });
});

describe("the object store of the backups", () => {
  it.each<[string, Settings, string | null]>([
    ["none", {}, null],
    ["the cluster's", { rustfs_enabled: true }, "http://rustfs-svc.storage.svc.cluster.local:9000"],
  ])("is %s", (_what, settings, endpoint) => {
    expect(value("litellm_backup_endpoint", settings)).toBe(endpoint);
  });
});
