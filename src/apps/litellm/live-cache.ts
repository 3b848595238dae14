import type { Facts } from "../../app.ts";
import { cachePlace } from "../../cluster/server-place.ts";
import { type Check, doubtful, ok, type Verdict, wrong } from "../../verify/check.ts";
import { jsonOf, saidIn, textAt } from "../../verify/json.ts";
import type { HttpAnswer, Live } from "../../verify/live.ts";
import type { AskApi } from "./live.ts";
import { modelsOf, requests, requestTo } from "./live-chat.ts";
import { cacheNamespace } from "./tenant.ts";
import type { LitellmVariables } from "./variables.ts";

/**
 * The same question twice gets the same answer, by its id, when answers of chats are kept; and the cache has it, not
 * only the memory of the one pod that answered.
 */
export function cacheCheck(v: LitellmVariables, facts: Facts, ask: AskApi): Check[] {
  const [model] = modelsOf(v, "chat");
  const request = requests.chat;
  if (!facts.offer("cache") || !request || model === undefined) return [];
  if (!v.litellm_cache_call_types.includes("acompletion")) return [];
  const run = async (live: Live): Promise<Verdict> => {
    const question = requestTo(model, request, `Say hello again. ${live.now.toISOString()}`);
    const first = await ask(live, question);
    // The answer is kept after it was given.
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const second = await ask(live, question);
    const failed = [first, second].find(({ status }) => status !== 200);
    if (failed)
      return wrong(`${model} gets ${failed.status}: ${saidIn(failed.text)}`, "see the check of that model");
    const [one, other] = [first, second].map(({ text }) => textAt(jsonOf(text), "id"));
    if (one === "" || one !== other)
      return wrong("an identical question was asked of the provider again", seeLog);
    return kept(live, facts, second);
  };
  const title = "LiteLLM keeps answers in the cache";
  return [{ id: "litellm-cache", title, needs: "litellm-models", chat: true, run }];
}

const seeLog = "look for NOPERM, NOAUTH and timeouts of the cache in LiteLLM's log";

/** Every answer out of the cache says under which key it is there (`x-litellm-cache-key`). */
async function kept(live: Live, facts: Facts, { headers }: HttpAnswer): Promise<Verdict> {
  const answered = "the second identical question is answered from the cache";
  const cache = facts.offer("cache");
  const tenant = facts.grant("cache-tenant");
  const key = headers["x-litellm-cache-key"] ?? "";
  if (!cache || !tenant || key === "") return ok(answered);
  const place = cachePlace(cache);
  const redis = await live.redis(place);
  try {
    const { username, password } = tenant;
    const user = cache.acl || (cache.shared && username !== "") ? [username] : [];
    const signedIn = password === "" ? "+OK" : await redis.send("AUTH", ...user, password);
    if (signedIn !== "+OK")
      return doubtful(`${answered}, but nobody could look there`, `see the checks of ${place.name}`);
    const own = key.startsWith(`${cacheNamespace}:`) ? key : `${cacheNamespace}:${key}`;
    if ((await redis.send("EXISTS", own)) === ":1") return ok(answered);
    return wrong("an answer is kept in the memory of one pod only, not in the cache", seeLog);
  } finally {
    redis.close();
  }
}
