import type { Facts } from "../../app.ts";
import type { LitellmVariables } from "./variables.ts";

/**
 * Variables of LiteLLM's generic sign-in. Split horizon: the browser is sent to the public issuer, while the
 * pod asks for tokens and users inside the cluster, where the public name may lead nowhere.
 */
export function signInEnvironment(v: LitellmVariables, facts: Facts): Record<string, string> {
  const issuer = v.litellm_oidc_enabled ? facts.offer("oidc-issuer") : undefined;
  if (!issuer) return {};
  return {
    GENERIC_CLIENT_ID: v.litellm_oidc_client_id,
    GENERIC_AUTHORIZATION_ENDPOINT: endpoint(issuer.issuer, "auth"),
    GENERIC_TOKEN_ENDPOINT: endpoint(issuer.internalIssuer, "token"),
    GENERIC_USERINFO_ENDPOINT: endpoint(issuer.internalIssuer, "userinfo"),
    GENERIC_SCOPE: v.litellm_oidc_scope,
    ...(v.litellm_oidc_pkce && { GENERIC_CLIENT_USE_PKCE: "true" }),
    ...claimEnvironment(v),
    ...roleEnvironment(v),
    ...(v.litellm_oidc_allowed_domains.length > 0 && {
      ALLOWED_EMAIL_DOMAINS: v.litellm_oidc_allowed_domains.join(","),
    }),
    ...(v.litellm_proxy_admin_id && { PROXY_ADMIN_ID: v.litellm_proxy_admin_id }),
  };
}

/** The path is Keycloak's; other issuers of the same offer have to serve it too. */
function endpoint(issuer: string, name: string): string {
  return `${issuer}/protocol/openid-connect/${name}`;
}

/** OIDC's standard names; LiteLLM's own defaults are `first_name` and `last_name`. */
function claimEnvironment(v: LitellmVariables): Record<string, string> {
  return {
    GENERIC_USER_ID_ATTRIBUTE: v.litellm_oidc_user_id_claim,
    GENERIC_USER_EMAIL_ATTRIBUTE: "email",
    GENERIC_USER_DISPLAY_NAME_ATTRIBUTE: "name",
    GENERIC_USER_FIRST_NAME_ATTRIBUTE: "given_name",
    GENERIC_USER_LAST_NAME_ATTRIBUTE: "family_name",
    ...(v.litellm_oidc_role_claim && { GENERIC_USER_ROLE_ATTRIBUTE: v.litellm_oidc_role_claim }),
  };
}

/** LiteLLM reads the map as a Python literal, which JSON of lists of strings is as well. */
function roleEnvironment(v: LitellmVariables): Record<string, string> {
  const roles = v.litellm_oidc_role_groups;
  if (Object.keys(roles).length === 0) return {};
  return {
    GENERIC_ROLE_MAPPINGS_ROLES: JSON.stringify(roles),
    GENERIC_ROLE_MAPPINGS_GROUP_CLAIM: v.litellm_oidc_group_claim,
    GENERIC_ROLE_MAPPINGS_DEFAULT_ROLE: v.litellm_oidc_default_role,
  };
}
