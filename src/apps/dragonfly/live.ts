import type { LiveSource } from "../../app.ts";
import { type Check, ok, type Verdict, wrong } from "../../verify/check.ts";
import type { Live, Place } from "../../verify/live.ts";
import { isOpen, refusalOf, session, trespassOf } from "../../verify/tenant.ts";
import { clientPort, serverPeer } from "./network.ts";
import { type Placed, placedTenants } from "./tenants.ts";
import type { DragonflyVariables } from "./variables.ts";

type V = DragonflyVariables;

/** Every tenant of the cache signs in, reaches its own keys, and no other's. */
export const live: LiveSource<V> = (v, facts) => {
  const place: Place = { name: "Dragonfly", peer: serverPeer(v), port: clientPort };
  const closed = shut(place);
  if (!v.dragonfly_acl_enabled) return [closed, everybody(v, place)];
  const tenants = placedTenants(v, facts).filter(
    ({ passwordSetting }) => passwordSetting && v[passwordSetting],
  );
  return [
    closed,
    ...tenants.map((tenant) => {
      const others = tenants.filter(({ user }) => user !== tenant.user);
      const password = (tenant.passwordSetting && v[tenant.passwordSetting]) || "";
      return confined(place, tenant, password, others);
    }),
  ];
};

function shut(place: Place): Check {
  const run = (live: Live) =>
    session(live, place, async (redis) => {
      if (!(await isOpen(redis))) return ok("who does not sign in is refused");
      const hint =
        "one wrong rule voids the whole ACL file: look at Dragonfly's log, and reconcile dragonfly";
      return wrong("who does not sign in can read keys", hint);
    });
  return { id: "dragonfly-shut", title: "Dragonfly asks for a password", run };
}

/** Without an ACL there is one password for everybody. */
function everybody(v: V, place: Place): Check {
  const run = (live: Live) =>
    session(live, place, async (redis) => {
      const reply = await redis.send("AUTH", v.dragonfly_password ?? "");
      return reply === "+OK" ? ok("the password is taken") : refused(reply);
    });
  return { id: "dragonfly-password", title: "Dragonfly takes its password", needs: "dragonfly-shut", run };
}

function confined(place: Place, { user, keys }: Placed, password: string, others: readonly Placed[]): Check {
  const run = (live: Live) =>
    session(live, place, async (redis) => {
      const signedIn = await redis.send("AUTH", user, password);
      if (signedIn !== "+OK") return refused(signedIn);
      const refusal = await refusalOf(redis, keys);
      if (refusal?.startsWith("OOM")) return wrong(`it cannot write: ${refusal}`, fullHint);
      if (refusal !== undefined) return wrong(`its own keys are refused: ${refusal}`, loadHint);
      const trespass = await trespassOf(
        redis,
        keys,
        others.flatMap((other) => other.keys),
      );
      if (trespass !== undefined) return wrong(trespass, loadHint);
      return ok("it signs in, and is confined to its own keys");
    });
  return {
    id: `dragonfly-tenant-${user}`,
    title: `the tenant ${user} is confined`,
    needs: "dragonfly-shut",
    run,
  };
}

const fullHint = "the cache is full and evicts nothing: see dragonfly_maxmemory and dragonfly_cache_mode";
const loadHint =
  "the ACL file is not the one that runs: look at the log of acl-loader, and reconcile dragonfly";

function refused(reply: string): Verdict {
  const hint =
    "its password is not the one of cluster.yaml: look at the log of acl-loader, and reconcile dragonfly";
  return wrong(`it cannot sign in: ${reply.slice(1)}`, hint);
}
