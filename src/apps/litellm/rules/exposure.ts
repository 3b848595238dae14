import type { Finding, Rule } from "../../../app.ts";
import type { LitellmVariables } from "../variables.ts";

/** Who may reach LiteLLM, and what it may reach. */
export const exposureRules: readonly Rule<LitellmVariables>[] = [
  trustsEveryone,
  signInWithoutRoute,
  groupNames,
];

function* trustsEveryone(v: LitellmVariables): Iterable<Finding> {
  const index = v.litellm_trusted_proxy_ranges.findIndex((range) => /\/0$/.test(range));
  if (index < 0) return;
  yield {
    code: "trusts-everyone",
    severity: "warning",
    setting: "litellm_trusted_proxy_ranges",
    path: [index],
    message: "anyone may claim any client address, so limits on failed sign-ins can be evaded",
    hint: "name the address range of the proxies in front",
  };
}

function* signInWithoutRoute(v: LitellmVariables): Iterable<Finding> {
  if (!v.litellm_oidc_enabled || v.litellm_route_enabled) return;
  yield {
    code: "sign-in-without-route",
    severity: "warning",
    setting: "litellm_gateways",
    message: "users sign in with a browser, but litellm_gateways is empty",
    hint: "add internal or external to litellm_gateways, or set litellm_oidc_enabled: false",
  };
}

/** LiteLLM looks a name up among models first, so a group of that name can never be given. */
function* groupNames(v: LitellmVariables): Iterable<Finding> {
  for (const group of Object.keys(v.litellm_access_groups)) {
    if (!v.litellm_model_names.includes(group)) continue;
    yield {
      code: "group-named-as-model",
      setting: "litellm_access_groups",
      path: [group],
      message: `${group} is the name of a model`,
      hint: "give the access group another name",
    };
  }
}
