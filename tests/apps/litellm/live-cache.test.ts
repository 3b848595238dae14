import { expect, it } from "vitest";
import { checksOf } from "../../verify/configured.ts";
import { answer, fakeLive, verdictOf } from "../../verify/fake-live.ts";
import { type FakeRedis, redisOf } from "../../verify/fake-redis.ts";

const settings = "litellm_cache_call_types: [acompletion]";
const external = await checksOf("external", "litellm", settings);
const named = await checksOf("external", "litellm", `${settings}\nexternal_redis_username: platform`);
const password = "test-redis-0b7e";
const kept = ["litellm:0f3d"];

/** Answers of the provider are new each time; one out of the cache is the same, and names its key. */
const ask = (checks: typeof external, server: FakeRedis, repeats = true) => {
  let count = 0;
  const http = async () => {
    count += 1;
    const text = JSON.stringify({ id: `chatcmpl-${repeats ? 1 : count}` });
    return answer(200, text, count > 1 ? { "x-litellm-cache-key": "0f3d" } : {});
  };
  return verdictOf(checks, "litellm-cache", fakeLive({ http, redis: redisOf(server) }));
};

it.concurrent.each([
  ["kept by an external Redis", external, { auth: password, kept }, true, "ok"],
  ["kept there by a user of its own", named, { auth: `platform ${password}`, kept }, true, "ok"],
  ["kept in a pod's memory only", external, { auth: password }, true, "error"],
  ["kept where nobody may look", external, { auth: "other", kept }, true, "warning"],
  ["not kept", external, { auth: password, kept }, false, "error"],
] as const)("an answer is %s", async (_title, checks, server, repeats, status) => {
  expect((await ask(checks, server, repeats)).status).toBe(status);
});
