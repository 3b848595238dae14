import type { Facts } from "../app.ts";
import { type Check, doubtful, ok, type Verdict, wrong } from "../verify/check.ts";
import type { Live, Place, RedisSession } from "../verify/live.ts";
import { isOpen, refusalOf, session, trespassOf } from "../verify/tenant.ts";
import { cachePlace } from "./server-place.ts";
import type { ClusterVariables } from "./variables.ts";

type V = ClusterVariables;

/** A Redis that is there already takes the apps' user, and is shut to others as far as cluster.yaml asks for it. */
export function redisChecks(v: V, facts: Facts): Check[] {
  const cache = facts.offer("cache");
  if (!cache?.shared) return [];
  const place = cachePlace(cache);
  const keys = facts.claims("cache-tenant").flatMap((tenant) => tenant.keys);
  return [
    signIn(v, place, keys),
    ...(v.external_redis_password === null ? [] : [shut(place)]),
    ...(v.external_redis_username === null ? [] : [confined(v, place, keys)]),
  ];
}

const first = "external-redis-sign-in";

/** Without a password the server is asked as it stands. */
async function refusedSignIn(v: V, redis: RedisSession): Promise<string | undefined> {
  const { external_redis_username: user, external_redis_password: password } = v;
  if (password === null) return undefined;
  const reply = await redis.send("AUTH", ...(user === null ? [] : [user]), password);
  return reply === "+OK" ? undefined : reply.replace(/^-/, "");
}

function signIn(v: V, place: Place, keys: readonly string[]): Check {
  const run = (live: Live) =>
    session(live, place, async (redis): Promise<Verdict> => {
      const refused = await refusedSignIn(v, redis);
      if (refused !== undefined)
        return wrong(
          `it refuses to let the apps in: ${refused}`,
          "see external_redis_username and external_redis_password",
        );
      const refusal = await refusalOf(redis, keys);
      if (refusal === undefined) return ok("it lets the apps in, and they read and write their keys");
      return wrong(`the apps' keys are refused: ${refusal}`, refusalHint(v, refusal));
    });
  return { id: first, title: "the external Redis takes the apps' user", run };
}

function refusalHint(v: V, refusal: string): string {
  if (refusal.startsWith("NOAUTH")) return "it asks for a password: set external_redis_password";
  if (refusal.startsWith("READONLY"))
    return "it is a replica: external_redis_host has to lead to the primary";
  if (refusal.startsWith("OOM")) return "it is full: see its maxmemory and maxmemory-policy";
  return v.external_redis_username === null
    ? "set external_redis_username: docs/handover.md then has the ACL that the apps need"
    : "docs/handover.md has the ACL that the apps need";
}

function shut(place: Place): Check {
  const run = (live: Live) =>
    session(live, place, async (redis) =>
      (await isOpen(redis))
        ? doubtful("who does not sign in can read keys", "give its default user a password, or turn it off")
        : ok("who does not sign in is refused"),
    );
  return { id: "external-redis-shut", title: "the external Redis asks for a password", needs: first, run };
}

/** Only of a user of its own: the default user of a server may do everything, and is warned of by configure. */
function confined(v: V, place: Place, keys: readonly string[]): Check {
  const run = (live: Live) =>
    session(live, place, async (redis) => {
      await refusedSignIn(v, redis);
      const trespass = await trespassOf(redis, keys, []);
      if (trespass === undefined) return ok("it reaches the apps' keys, no other's, and no setting");
      return doubtful(trespass, "docs/handover.md has an ACL that confines it");
    });
  const title = `the external Redis confines ${v.external_redis_username}`;
  return { id: "external-redis-confined", title, needs: first, run };
}
