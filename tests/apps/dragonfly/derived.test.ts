import { describe, expect, it } from "vitest";
import { parseAcl } from "../../../src/acl/grammar.ts";
import { claim, type Settings, variables } from "./setup.ts";

const litellm = { dragonfly_litellm_password: "l".repeat(48) };
const store = { rustfs_enabled: true, dragonfly_s3_access_key: "AKIA", dragonfly_s3_secret_key: "secret" };
const volume = { dragonfly_snapshot_volume_size: "5Gi", storage_class: "fast" };

const cases: [string, Settings, string, unknown][] = [
  ["on with a password", {}, "dragonfly_enabled", true],
  ["off without", { dragonfly_password: null }, "dragonfly_enabled", false],
  ["off although it has one", { dragonfly_enabled: false }, "dragonfly_enabled", false],
  ["confined unless told otherwise", {}, "dragonfly_acl_enabled", true],
  ["open when told", { dragonfly_acl_enabled: false }, "dragonfly_acl_enabled", false],
  ["backed up with keys and a store", store, "dragonfly_backup_enabled", true],
  ["not without the store", { ...store, rustfs_enabled: false }, "dragonfly_backup_enabled", false],
  ["not when told", { ...store, dragonfly_backup_enabled: false }, "dragonfly_backup_enabled", false],
  ["watched where Prometheus is", { monitoring_enabled: true }, "dragonfly_monitoring_enabled", true],
  ["unwatched where it is not", {}, "dragonfly_monitoring_enabled", false],
  ["its host", { dragonfly_namespace: "redis" }, "dragonfly_host", "dragonfly.redis.svc.cluster.local"],
  ["its image", {}, "dragonfly_image", "docker.dragonflydb.io/dragonflydb/dragonfly:v1.39.0"],
  [
    "an image without v",
    { dragonfly_version: "1.40.1", dragonfly_image_repository: "ghcr.io/dragonflydb/dragonfly" },
    "dragonfly_image",
    "ghcr.io/dragonflydb/dragonfly:v1.40.1",
  ],
  ["the chart's tag", {}, "dragonfly_operator_tag", "v1.6.1"],
  ["the chart's tag without v", { dragonfly_operator_version: "1.6.1" }, "dragonfly_operator_tag", "v1.6.1"],
  ["a store of ours", store, "dragonfly_s3_host", "rustfs-svc.storage.svc.cluster.local:9000"],
  ["in clear", store, "dragonfly_s3_tls", false],
  [
    "a store outside",
    { ...store, dragonfly_s3_endpoint: "s3.example.com" },
    "dragonfly_s3_host",
    "s3.example.com",
  ],
  ["encrypted", { ...store, dragonfly_s3_endpoint: "s3.example.com" }, "dragonfly_s3_tls", true],
  ["a URL", { ...store, dragonfly_s3_endpoint: "http://s3.lan:9000/" }, "dragonfly_s3_host", "s3.lan:9000"],
  ["a URL in clear", { ...store, dragonfly_s3_endpoint: "http://s3.lan:9000/" }, "dragonfly_s3_tls", false],
  [
    "another store of the cluster",
    { ...store, dragonfly_s3_endpoint: "minio.s3.svc:9000" },
    "dragonfly_s3_tls",
    false,
  ],
  [
    "a path that is no part of the host",
    { ...store, rustfs_endpoint: "http://s3.lan:9000/x" },
    "dragonfly_s3_host",
    "s3.lan:9000",
  ],
  ["no snapshots", {}, "dragonfly_snapshots", null],
  [
    "snapshots to a bucket, by the master alone",
    { ...store, dragonfly_s3_bucket: "cache", dragonfly_snapshot_cron: "0 3 * * *" },
    "dragonfly_snapshots",
    { cron: "0 3 * * *", dir: "s3://cache", enableOnMasterOnly: true },
  ],
  [
    "snapshots to a volume",
    volume,
    "dragonfly_snapshots",
    {
      cron: "0 */6 * * *",
      persistentVolumeClaimSpec: {
        accessModes: ["ReadWriteOnce"],
        storageClassName: "fast",
        resources: { requests: { storage: "5Gi" } },
      },
    },
  ],
  ["one pod needs no spreading", {}, "dragonfly_spread", []],
];

describe("derived variables", () => {
  it.each(cases)("%s", (_name, settings, name, expected) => {
    expect(variables(settings).value(name)).toEqual(expected);
  });

  it("spread several pods over the nodes", () => {
    expect(variables({ dragonfly_replicas: 3 }).value("dragonfly_spread")).toMatchObject([
      { topologyKey: "kubernetes.io/hostname", labelSelector: { matchLabels: { app: "dragonfly" } } },
    ]);
  });
});

describe("the command line", () => {
  const flags: [string, Settings, string, boolean][] = [
    [
      "the sizes",
      { dragonfly_maxmemory: "2gb", dragonfly_threads: 4 },
      "--maxmemory=2gb --proactor_threads=4",
      true,
    ],
    ["the slow log", { dragonfly_slowlog_threshold: -1 }, "--slowlog_log_slower_than=-1", true],
    ["eviction", { dragonfly_cache_mode: true }, "--cache_mode=true", true],
    ["scripts that declare nothing", {}, "--default_lua_flags=allow-undeclared-keys", true],
    [
      "scripts after a first failure",
      { dragonfly_lua_undeclared_keys: "auto" },
      "--lua_allow_undeclared_auto_correct=true",
      true,
    ],
    ["no such scripts", { dragonfly_lua_undeclared_keys: "deny" }, "--default_lua_flags", false],
    ["no dump without a place for it", {}, "--dbfilename=", true],
    ["a dump on a volume", volume, "--dbfilename=", false],
    ["no store for a volume", volume, "--s3_endpoint", false],
    ["a store", store, "--s3_endpoint=rustfs-svc.storage.svc.cluster.local:9000 --s3_use_https=false", true],
  ];
  it.each(flags)("has %s", (_name, settings, text, there) => {
    expect((variables(settings).value("dragonfly_args") as string[]).join(" ").includes(text)).toBe(there);
  });
});

describe("the ACL file", () => {
  function users(settings: Settings, claims = [claim()]) {
    return parseAcl(String(variables(settings, claims).value("dragonfly_acl_file"))).users;
  }

  it("is secret", () => {
    expect(variables(litellm).nodes.get("dragonfly_acl_file")?.secret).toBe(true);
  });

  it("holds tenants by claim and neighbours by password", () => {
    const settings = { ...litellm, dragonfly_keycloak_password: "k", dragonfly_langfuse_password: "f" };
    expect(users(settings).map((user) => user.name)).toEqual(["default", "keycloak", "langfuse", "litellm"]);
  });

  it("confines a neighbour to its own prefix", () => {
    const [, keycloak] = users({ dragonfly_keycloak_password: "k" }, []);
    expect(keycloak).toMatchObject({ keys: ["~keycloak:*"], channels: ["&keycloak:*"] });
    expect(keycloak?.commands).toContain("-@dangerous");
  });

  it("gives a claim its own rules even where a neighbour has the name", () => {
    const [, user] = users(litellm, [claim({ keys: ["litellm*", "{*"], channels: [], commands: ["+get"] })]);
    expect(user).toMatchObject({ keys: ["~litellm*", "~{*"], channels: [], commands: ["-@all", "+get"] });
  });

  it("adds up what one user's pods ask for", () => {
    const [, user, ...others] = users(litellm, [
      claim(),
      claim({ keys: ["jobs:*"], commands: ["+@read", "+time"] }),
    ]);
    expect(others).toEqual([]);
    expect(user).toMatchObject({
      keys: ["~litellm:*", "~jobs:*"],
      commands: ["-@all", "+@read", "+@write", "+time"],
    });
  });

  it("leaves out whom it cannot carry, for a rule has named them", () => {
    const settings = { dragonfly_litellm_password: "a b", dragonfly_keycloak_password: "k" };
    expect(users(settings).map((user) => user.name)).toEqual(["default", "keycloak"]);
  });

  it("opens the default user only when told", () => {
    expect(users(litellm)[0]).toMatchObject({ on: false });
    expect(users({ ...litellm, dragonfly_default_user_enabled: true })[0]).toMatchObject({
      on: true,
      keys: ["~*"],
    });
  });
});

describe("to other apps", () => {
  it("is a cache", () => {
    const offer = variables({ ...litellm, dragonfly_cache_mode: true })
      .facts("claimant")
      .offer("cache");
    expect(offer).toMatchObject({
      host: "dragonfly.cache.svc.cluster.local",
      port: 6379,
      acl: true,
      evicts: true,
      peer: { namespace: "cache", podLabels: { app: "dragonfly" } },
    });
  });

  it("grants a claimant its user and password", () => {
    const granted = variables(litellm, [claim()]).value("claimant_grant");
    expect(granted).toEqual({ username: "litellm", password: litellm.dragonfly_litellm_password });
  });

  it("grants nothing without a password, nor a name of its own objects", () => {
    expect(variables({}, [claim()]).value("claimant_grant")).toBeNull();
    expect(variables(litellm, [claim({ user: "constructor" })]).value("claimant_grant")).toBeNull();
  });

  it("claims a bucket for its snapshots", () => {
    const claimed = (settings: Settings) => variables(settings).facts("claimant").claims("bucket");
    expect(claimed({})).toEqual([]);
    expect(claimed(store)).toMatchObject([{ name: "dragonfly-backups", peer: { namespace: "cache" } }]);
  });
});
