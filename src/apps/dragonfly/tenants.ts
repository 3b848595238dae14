import type { Facts } from "../../app.ts";
import type { Claims, Peer } from "../../offers.ts";
import type { Tenant } from "./acl.ts";
import type { DragonflyVariables } from "./variables.ts";

/** A user of the cache, the setting that holds its password, and the pods that sign in as it. */
export interface Placed extends Tenant {
  /** Undefined when there is no setting for such a user. */
  readonly passwordSetting: PasswordSetting | undefined;
  readonly peers: readonly Peer[];
}

const passwordSettings = {
  appcache: "dragonfly_appcache_password",
  keycloak: "dragonfly_keycloak_password",
  langfuse: "dragonfly_langfuse_password",
  litellm: "dragonfly_litellm_password",
  mcpgateway: "dragonfly_mcpgateway_password",
  openwebui: "dragonfly_openwebui_password",
} as const;

/** Every setting that holds a password of the cache. */
export const allPasswordSettings = ["dragonfly_password", ...Object.values(passwordSettings)] as const;

export type PasswordSetting = (typeof passwordSettings)[keyof typeof passwordSettings];

/**
 * What a neighbour without a claim may do under its own prefix. KEYS, FLUSHALL and CONFIG go with @dangerous,
 * and so does INFO, which clients ask for the version.
 */
const neighbourCommands = [
  "+@read",
  "+@write",
  "+@connection",
  "+@transaction",
  "+@scripting",
  "+@pubsub",
  "-@admin",
  "-@dangerous",
  "+info",
  "+time",
];

/** The setting that holds the password of an ACL user; undefined when no setting is made for that name. */
export function passwordSettingOf(user: string): PasswordSetting | undefined {
  return Object.hasOwn(passwordSettings, user)
    ? passwordSettings[user as keyof typeof passwordSettings]
    : undefined;
}

/** Users that apps claim, and neighbours whose password is set; a claim wins over a neighbour of its name. */
export function placedTenants(v: DragonflyVariables, facts: Facts): Placed[] {
  const claimed = mergedClaims(facts.claims("cache-tenant"));
  const neighbours = Object.keys(passwordSettings)
    .filter((user) => !claimed.some((one) => one.user === user))
    .map((user) => neighbour(user, v))
    .filter(({ passwordSetting }) => passwordSetting && facts.has(passwordSetting));
  return [...claimed, ...neighbours].sort((a, b) => (a.user < b.user ? -1 : 1));
}

/** Several pods of one app may sign in as the same user: their peers add up. */
function mergedClaims(claims: readonly Claims["cache-tenant"][]): Placed[] {
  const users = [...new Set(claims.map((claim) => claim.user))];
  return users.map((user) => {
    const own = claims.filter((claim) => claim.user === user);
    return {
      user,
      keys: union(own.map((claim) => claim.keys)),
      channels: union(own.map((claim) => claim.channels)),
      commands: union(own.map((claim) => claim.commands)),
      peers: own.map((claim) => claim.peer),
      passwordSetting: passwordSettingOf(user),
    };
  });
}

function union(lists: readonly (readonly string[])[]): string[] {
  return [...new Set(lists.flat())];
}

function neighbour(user: string, v: DragonflyVariables): Placed {
  return {
    user,
    keys: [`${user}:*`],
    channels: [`${user}:*`],
    commands: neighbourCommands,
    peers: user === "keycloak" ? [{ namespace: v.keycloak_namespace, podLabels: { app: "keycloak" } }] : [],
    passwordSetting: passwordSettingOf(user),
  };
}
