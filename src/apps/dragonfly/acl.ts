import { createHash } from "node:crypto";
import { type AclUser, ruleFault } from "../../acl/grammar.ts";

/** A user of the cache and what it is confined to; holds no secret. */
export interface Tenant {
  readonly user: string;
  /** Key patterns in Redis glob style, such as `litellm:*`. */
  readonly keys: readonly string[];
  readonly channels: readonly string[];
  /** Rules over categories and commands, in order, such as `+@read` or `-@admin`. */
  readonly commands: readonly string[];
}

/** What the `default` user may do: everything with its password, or nothing but sign in as somebody else. */
export type DefaultUser = { readonly password: string } | "closed";

/**
 * The text of an ACL file in Dragonfly's grammar: the `default` user first, tenants by name. It carries hashes,
 * never a password. A file without `user default` would open that user to everyone, without a password.
 * Throws for a tenant or password that tenantFaults or passwordFault refuse.
 */
export function aclText(
  tenants: readonly (Tenant & { readonly password: string })[],
  fallback: DefaultUser,
): string {
  const sorted = [...tenants].sort((a, b) => (a.user < b.user ? -1 : 1));
  return [defaultLine(fallback), ...sorted.map(tenantLine)].map((line) => `${line}\n`).join("");
}

/** The users that aclText writes, as parseAcl reads them back. */
export function aclUser({ user, keys, channels, commands }: Tenant, password: string): AclUser {
  return {
    name: user,
    on: true,
    hashes: [hashOf(password)],
    keys: keys.map((pattern) => `~${pattern}`),
    channels: channels.map((pattern) => `&${pattern}`),
    commands: commands[0] === "-@all" ? commands : ["-@all", ...commands],
  };
}

function defaultLine(fallback: DefaultUser): string {
  // A connection is `default` until it has signed in, and AUTH itself is checked against that user's rules.
  if (fallback === "closed")
    return "USER default off resetpass resetkeys resetchannels -@all +auth +hello +quit";
  return `USER default on #${hashOf(fallback.password)} ~* &* +@all`;
}

function tenantLine(tenant: Tenant & { readonly password: string }): string {
  const fault = passwordFault(tenant.password) ?? tenantFaults(tenant)[0];
  if (fault !== undefined) throw new Error(`tenant ${tenant.user}: ${fault}`);
  const { name, hashes, keys, channels, commands } = aclUser(tenant, tenant.password);
  const secrets = hashes.map((hash) => `#${hash}`);
  return [
    "USER",
    name,
    "on",
    ...secrets,
    "resetkeys",
    ...keys,
    "resetchannels",
    ...channels,
    ...commands,
  ].join(" ");
}

function hashOf(password: string): string {
  return createHash("sha256").update(password, "utf8").digest("hex");
}

/**
 * Why Dragonfly could not carry the password, undefined when it can. The file holds its hash, but `ACL SETUSER`
 * and the clients' own ways to give it (inline commands, URLs, environment) split at white space.
 */
export function passwordFault(password: string): string | undefined {
  if (password === "") return "it is empty";
  if (/[\r\n\u0085\u2028\u2029]/.test(password)) return "it contains a line break";
  if (/\s/.test(password)) return "it contains a space";
  if (/[\0-\x1f\x7f-\x9f]/.test(password)) return "it contains a control character";
  if (Buffer.from(password, "utf8").toString("utf8") !== password) return "it is not valid Unicode";
  return undefined;
}

/** Everything about a tenant that the ACL grammar cannot carry. */
export function tenantFaults(tenant: Tenant): string[] {
  const { user, keys, channels, commands } = tenant;
  const named = /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(user);
  return [
    ...(named
      ? []
      : [`the user name ${JSON.stringify(user)} is not letters, digits, \`.\`, \`_\` and \`-\``]),
    ...(user === "default" ? ["the user default is not a tenant"] : []),
    ...patternFaults("key", "~", keys),
    ...patternFaults("channel", "&", channels),
    ...commands.flatMap((rule) =>
      /^[+-]/.test(rule) ? (ruleFault(rule) ?? []) : `${JSON.stringify(rule)} is not a command rule`,
    ),
  ];
}

function patternFaults(what: string, sign: string, patterns: readonly string[]): string[] {
  if (patterns.includes("*")) return [`the ${what} pattern * would not confine it`];
  return patterns.flatMap((pattern) => {
    if (pattern === "") return [`a ${what} pattern is empty`];
    return /[\s\0-\x1f\x7f]/.test(pattern) || ruleFault(sign + pattern) !== undefined
      ? [`the ${what} pattern ${JSON.stringify(pattern)} contains white space or control characters`]
      : [];
  });
}
