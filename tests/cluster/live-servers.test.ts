import { describe, expect, it } from "vitest";
import type { Place } from "../../src/verify/live.ts";
import { checksOf } from "../verify/configured.ts";
import { fakeLive, verdictOf } from "../verify/fake-live.ts";
import { type FakeRedis, redisOf } from "../verify/fake-redis.ts";

const password = "test-redis-0b7e";
const plain = await checksOf("external", "cluster");
const named = await checksOf("external", "cluster", "external_redis_username: platform");

const ask = async (checks: typeof plain, id: string, server: FakeRedis) => {
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

  it("is asked for what it was configured for, and where it is", async () => {
    const ids = (checks: typeof plain) => checks.map(({ id }) => id.replace("external-redis-", ""));
    expect(ids(plain)).toEqual(["sign-in", "shut"]);
    expect(ids(named)).toEqual(["sign-in", "shut", "confined"]);
    const asked: Place[] = [];
    await verdictOf(plain, "external-redis-sign-in", fakeLive({ redis: redisOf({ auth: password }, asked) }));
    expect(asked).toEqual([
      { name: "the external Redis", peer: { namespace: "default", service: "redis" }, port: 6379 },
    ]);
  });
});
