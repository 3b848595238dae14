import type { Verdict } from "./check.ts";
import type { Live, Place, RedisSession } from "./live.ts";

/** A key that nobody has; asking for it changes nothing. */
const nobodysKey = "clusterloom-verify";

/** A key that nobody has below a pattern of Redis' glob style such as `litellm:*`; a plain name is itself. */
function keyBelow(pattern: string): string {
  return pattern.replace(/\*.*$/, nobodysKey);
}

/** Who is signed in reads and writes below its own patterns. Gives the refusal, without its `-`. */
export async function refusalOf(
  redis: RedisSession,
  patterns: readonly string[],
): Promise<string | undefined> {
  for (const pattern of patterns) {
    const key = keyBelow(pattern);
    // XX writes only what is there already: the right is asked for, and nothing is written.
    const write = key.endsWith(nobodysKey) ? [["SET", key, "1", "XX"]] : [];
    for (const words of [["GET", key], ...write]) {
      const reply = await redis.send(...words);
      if (reply.startsWith("-")) return reply.slice(1);
    }
  }
  return undefined;
}

/** What who is signed in can do beyond its own patterns, such as `it can read openwebui:x`; undefined: nothing. */
export async function trespassOf(
  redis: RedisSession,
  own: readonly string[],
  others: readonly string[],
): Promise<string | undefined> {
  const strangers = [...others, "somebody-else:*"]
    .map(keyBelow)
    .filter((key) => !own.some((pattern) => isMatch(pattern, key)));
  for (const key of strangers) {
    const reply = await redis.send("GET", key);
    if (!reply.startsWith("-NOPERM")) return `it can read ${key}, which is not its own`;
  }
  const admin = await redis.send("CONFIG", "GET", nobodysKey);
  return admin.startsWith("-") ? undefined : "it may read the server's configuration";
}

/** Whether somebody who has not signed in reads a key. */
export async function isOpen(redis: RedisSession): Promise<boolean> {
  return !/^-(NOAUTH|NOPERM)/.test(await redis.send("GET", nobodysKey));
}

function isMatch(pattern: string, key: string): boolean {
  const escaped = pattern.replace(/[\\^$+?.()|{}[\]]/g, "\\$&").replaceAll("*", ".*");
  return new RegExp(`^${escaped}$`).test(key);
}

/** One session from its beginning to its end. */
export async function session(
  live: Live,
  place: Place,
  ask: (redis: RedisSession) => Promise<Verdict>,
): Promise<Verdict> {
  const redis = await live.redis(place);
  try {
    return await ask(redis);
  } finally {
    redis.close();
  }
}
