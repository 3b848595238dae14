import type { Finding, Rule } from "../../../app.ts";
import type { HeadlampVariables } from "../variables.ts";

type V = HeadlampVariables;

/** How users come in. */
export const signInRules: readonly Rule<V>[] = [
  plainPkce,
  signInAcrossPods,
  signInWithoutRoute,
  groupsUnused,
  prefixTwice,
];

function* plainPkce(v: V): Iterable<Finding> {
  if (v.headlamp_pkce_method !== "plain") return;
  yield {
    code: "headlamp-pkce-plain",
    setting: "headlamp_pkce_method",
    message: "Headlamp sends S256 or nothing: a client that asks for plain refuses every sign-in",
    hint: "write S256, and set the same at the issuer's client",
  };
}

/** Headlamp keeps the state of a sign-in in the memory of one pod (`oauthRequestMap`). */
function* signInAcrossPods(v: V): Iterable<Finding> {
  if (!v.headlamp_oidc_enabled || !v.headlamp_replicated) return;
  yield {
    code: "headlamp-sign-in-across-pods",
    severity: "warning",
    setting: "headlamp_replicas",
    message: `a sign-in that ends in another one of the ${v.headlamp_replicas} pods than it began in fails`,
    hint: "set headlamp_replicas: 1, or make the Gateway keep a client with its pod",
  };
}

function* signInWithoutRoute(v: V): Iterable<Finding> {
  if (!v.headlamp_oidc_enabled || v.headlamp_route_enabled) return;
  yield {
    code: "sign-in-without-route",
    severity: "warning",
    setting: "headlamp_gateways",
    message: "users sign in with a browser, but headlamp_gateways names no Gateway for it",
    hint: "add internal or external to headlamp_gateways, or set headlamp_oidc_enabled: false",
  };
}

function* groupsUnused(v: V): Iterable<Finding> {
  if (v.headlamp_group_roles.length === 0 || v.headlamp_oidc_enabled) return;
  yield {
    code: "unused-setting",
    severity: "warning",
    setting: "headlamp_group_roles",
    missing: ["headlamp_oidc_enabled"],
    message: "only users who sign in through OIDC are in groups, and headlamp_oidc_enabled is false",
    hint: "set headlamp_oidc_client_secret, or remove headlamp_group_roles",
  };
}

/** The prefix is put before the name here, as it is by the API server. */
function* prefixTwice(v: V): Iterable<Finding> {
  const prefix = v.headlamp_oidc_groups_prefix;
  for (const [index, { group }] of v.headlamp_group_roles.entries()) {
    if (prefix === "" || !group.startsWith(prefix)) continue;
    yield {
      code: "group-with-prefix",
      severity: "warning",
      setting: "headlamp_group_roles",
      path: [index, "group"],
      message: `the binding would be for ${prefix}${group}`,
      hint: `write ${group.slice(prefix.length)}, as the issuer names the group`,
    };
  }
}
