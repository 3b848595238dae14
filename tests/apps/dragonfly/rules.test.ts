import { describe, expect, it } from "vitest";
import type { Claims } from "../../../src/offers.ts";
import { claim, found, type Settings } from "./setup.ts";

type Tenant = Claims["cache-tenant"];
type Case = [string, Settings, readonly Tenant[], ...[string, string][]];

const used = { dragonfly_litellm_password: "l".repeat(48) };
const enforced = { network_policies_enabled: true, network_policies_mode: "enforce" };
const keys = { dragonfly_s3_access_key: "AKIA", dragonfly_s3_secret_key: "secret" };
const one = [claim()];

/** Name, settings, claims, and every finding as code and setting. */
const cases: Case[] = [
  ["a tenant", used, one],
  ["256mb for each thread", { ...used, dragonfly_threads: 2, dragonfly_maxmemory: "512mb" }, one],
  [
    "a kilobyte less",
    { ...used, dragonfly_threads: 2, dragonfly_maxmemory: "524287kb" },
    one,
    ["dragonfly-maxmemory-too-small", "dragonfly_maxmemory"],
  ],
  [
    "more threads than memory",
    { ...used, dragonfly_threads: 3 },
    one,
    ["dragonfly-maxmemory-too-small", "dragonfly_maxmemory"],
  ],
  [
    "four fifths of the limit",
    { ...used, dragonfly_maxmemory: "2gb", dragonfly_memory_limit: "2560Mi" },
    one,
  ],
  [
    "more than four fifths of the limit",
    { ...used, dragonfly_maxmemory: "2gb", dragonfly_memory_limit: "2559Mi" },
    one,
    ["dragonfly-memory-headroom", "dragonfly_memory_limit"],
  ],
  [
    "maxmemory as large as the limit",
    { ...used, dragonfly_maxmemory: "1gb", dragonfly_memory_limit: "1Gi" },
    one,
    ["dragonfly-maxmemory-over-limit", "dragonfly_memory_limit"],
  ],
  [
    "a limit that equals the request",
    { ...used, dragonfly_memory_request: "1Gi", dragonfly_cpu_limit: "0.1" },
    one,
  ],
  [
    "limits below requests",
    {
      ...used,
      dragonfly_memory_request: "1025Mi",
      dragonfly_cpu_limit: "99m",
      dragonfly_operator_memory_request: "1Gi",
    },
    one,
    ["limit-under-request", "dragonfly_memory_limit"],
    ["limit-under-request", "dragonfly_cpu_limit"],
    ["limit-under-request", "dragonfly_operator_memory_limit"],
  ],
  [
    "eviction with tenants",
    { ...used, dragonfly_cache_mode: true },
    one,
    ["dragonfly-evicts-silently", "dragonfly_cache_mode"],
  ],
  ["eviction without tenants", { dragonfly_cache_mode: true, dragonfly_default_user_enabled: true }, []],
  [
    "half a key pair",
    { ...used, dragonfly_s3_access_key: "AKIA" },
    one,
    ["half-credential", "dragonfly_s3_access_key"],
  ],
  [
    "the other half",
    { ...used, dragonfly_s3_secret_key: "secret" },
    one,
    ["half-credential", "dragonfly_s3_secret_key"],
  ],
  [
    "half a key pair where backups are asked for",
    { ...used, rustfs_enabled: true, dragonfly_backup_enabled: true, dragonfly_s3_access_key: "AKIA" },
    one,
    ["toggle-requirement", "dragonfly_backup_enabled"],
  ],
  [
    "backups without an object store",
    { ...used, ...keys, dragonfly_backup_enabled: true },
    one,
    ["toggle-requirement", "dragonfly_backup_enabled"],
  ],
  ["backups", { ...used, ...keys, rustfs_enabled: true, dragonfly_backup_enabled: true }, one],
  [
    "snapshots to a bucket and a volume",
    { ...used, ...keys, rustfs_enabled: true, dragonfly_snapshot_volume_size: "5Gi" },
    one,
    ["dragonfly-snapshots-in-two-places", "dragonfly_snapshot_volume_size"],
  ],
  ["snapshots to a volume", { ...used, dragonfly_snapshot_volume_size: "5Gi" }, one],
  ["an operator without v", { ...used, dragonfly_operator_version: "1.6.1" }, one],
  ["a later operator", { ...used, dragonfly_operator_version: "v1.10.0" }, one],
  [
    "the operator of the source documents",
    { ...used, dragonfly_operator_version: "1.3.1" },
    one,
    ["dragonfly-operator-too-old", "dragonfly_operator_version"],
  ],
  ["the oldest server we know", { ...used, dragonfly_version: "v1.36.0" }, one],
  [
    "an older server",
    { ...used, dragonfly_version: "v1.9.9" },
    one,
    ["dragonfly-version-unknown", "dragonfly_version"],
  ],
  ["a claim without its password", {}, one, ["cache-tenant-without-password", "dragonfly_litellm_password"]],
  [
    "a claim by a user that nobody made a setting for",
    used,
    [...one, claim({ user: "stranger" })],
    ["cache-tenant-unknown", "dragonfly_enabled"],
  ],
  [
    "passwords that the grammar cannot carry",
    {
      dragonfly_password: "a\nb",
      dragonfly_litellm_password: "a b",
      dragonfly_keycloak_password: "a\tb",
    },
    one,
    ["dragonfly-password-unfit", "dragonfly_password"],
    ["dragonfly-password-unfit", "dragonfly_keycloak_password"],
    ["dragonfly-password-unfit", "dragonfly_litellm_password"],
  ],
  [
    "claims that the grammar cannot carry",
    used,
    [claim({ keys: ["a b"], commands: ["+@hyperloglog"] })],
    ["cache-tenant-unfit", "dragonfly_acl_enabled"],
    ["cache-tenant-unfit", "dragonfly_acl_enabled"],
  ],
  [
    "ACL off with a claim",
    { ...used, dragonfly_acl_enabled: false },
    one,
    ["dragonfly-acl-needed", "dragonfly_acl_enabled"],
  ],
  ["ACL off without a claim", { dragonfly_acl_enabled: false }, []],
  ["nobody who could sign in", {}, [], ["dragonfly-nobody-can-sign-in", "dragonfly_acl_enabled"]],
  ["the default user alone", { dragonfly_default_user_enabled: true }, []],
  ["a neighbour alone", { dragonfly_appcache_password: "p" }, []],
  [
    "enforced policies and a neighbour without pods",
    { ...enforced, dragonfly_appcache_password: "p" },
    [],
    ["cache-tenant-shut-out", "dragonfly_client_namespaces"],
  ],
  [
    "enforced policies and a neighbour's namespace",
    { ...enforced, dragonfly_appcache_password: "p", dragonfly_client_namespaces: ["default"] },
    [],
  ],
  [
    "enforced policies and Keycloak, whose pods are known",
    { ...enforced, dragonfly_keycloak_password: "p" },
    [],
  ],
  ["nothing when the app is off", { dragonfly_enabled: false, dragonfly_operator_version: "1.0.0" }, one],
];

describe("rules", () => {
  it.each(cases)("%s", (_name, settings, claims, ...expected) => {
    expect(found(settings, claims).map(({ code, setting }) => [code, setting])).toEqual(expected);
  });

  it("say one thing when the password is missing", () => {
    expect(found({ ...used, dragonfly_password: null, dragonfly_enabled: true }, one)).toHaveLength(1);
  });

  it("name what is missing, so that it can be generated", () => {
    expect(found({}, one)).toMatchObject([{ missing: ["dragonfly_litellm_password"] }]);
    expect(found({ dragonfly_password: null, dragonfly_enabled: true })).toMatchObject([
      { code: "toggle-requirement", missing: ["dragonfly_password"] },
    ]);
  });

  it("never tell a password", () => {
    const settings = { dragonfly_litellm_password: "hunter2 secret" };
    expect(JSON.stringify(found(settings, one))).not.toContain("hunter2");
  });
});
