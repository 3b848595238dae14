import { describe, expect, it } from "vitest";
import { redisChecks } from "../../src/cluster/live-servers.ts";
import type { Check } from "../../src/verify/check.ts";
import type { Place } from "../../src/verify/live.ts";
import { checksOf } from "../verify/configured.ts";
import { fakeLive, verdictOf } from "../verify/fake-live.ts";
import { type FakeRedis, redisOf } from "../verify/fake-redis.ts";

const password = "test-redis-0b7e";
const plain = await checksOf("external", "cluster");
const named = await checksOf("external", "cluster", "external_redis_username: platform");

/** Settings that no golden has. */
const unnamed = { external_redis_username: null, external_redis_password: null };
const shared = { tls: false, username: null, password: false };
const facts = {
  offer: () => ({ host: "r.example.com", port: 6379, shared }),
  claims: () => [{ keys: ["litellm:*"] }],
};

const ask = async (checks: readonly Check[], id: string, server: FakeRedis) => {
  const { status } = await verdictOf(checks, id, fakeLive({ redis: redisOf(server) }));
  return status;
};

const [ours, theirs] = [["litellm:*", "openwebui:*"], ["litellm:*"]];

describe("a Redis that is there already", () => {
  it.each<[string, FakeRedis, string]>([
    ["takes the password of its default user", { auth: password }, "ok"],
    ["has another password", { auth: "other" }, "error"],
    ["has none, although one is configured", {}, "error"],
    ["refuses an app's keys", { auth: password, keys: theirs }, "error"],
    ["is a replica", { auth: password, write: "-READONLY You can't write" }, "error"],
    ["is full", { auth: password, write: "-OOM command not allowed" }, "error"],
  ])("%s", async (_title, server, status) => {
    expect(await ask(plain, "external-redis-sign-in", server)).toBe(status);
  });

  it.each<[string, FakeRedis, string]>([
    ["confined", { auth: `platform ${password}`, keys: ours, admin: false }, "ok"],
    ["not confined to keys", { auth: `platform ${password}`, admin: false }, "warning"],
    ["an administrator", { auth: `platform ${password}`, keys: ours }, "warning"],
  ])("has a user of ours that is %s", async (_title, server, status) => {
    expect(await ask(named, "external-redis-sign-in", server)).toBe("ok");
    expect(await ask(named, "external-redis-confined", server)).toBe(status);
  });

  it.each<[string, FakeRedis, string]>([
    ["shut", { auth: password }, "ok"],
    ["open", {}, "warning"],
  ])("is %s to who does not sign in", async (_title, server, status) => {
    expect(await ask(plain, "external-redis-shut", server)).toBe(status);
  });

  it.each<[string, FakeRedis, string]>([
    ["has none", {}, "ok"],
    ["asks for one all the same", { auth: "other" }, "error"],
  ])("without a password in cluster.yaml %s", async (_title, server, status) => {
    const checks = redisChecks(unnamed as never, facts as never);
    expect(checks.map((check) => check.id)).toEqual(["external-redis-sign-in"]);
    expect(await ask(checks, "external-redis-sign-in", server)).toBe(status);
  });

  it("is asked for what it was configured for, and where it is", async () => {
    const ids = (checks: readonly Check[]) => checks.map(({ id }) => id.replace("external-redis-", ""));
    expect(ids(plain)).toEqual(["sign-in", "shut"]);
    expect(ids(named)).toEqual(["sign-in", "shut", "confined"]);
    const asked: Place[] = [];
    await verdictOf(plain, "external-redis-sign-in", fakeLive({ redis: redisOf({ auth: password }, asked) }));
    expect(asked).toEqual([
      { name: "the external Redis", peer: { namespace: "default", service: "redis" }, port: 6379 },
    ]);
  });
});
