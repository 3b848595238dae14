import { secretName } from "./names.ts";
import type { OpenWebuiVariables } from "./variables.ts";

type V = OpenWebuiVariables;

/** The chart's `sso` values for the OIDC issuer. */
export function signInValues(v: V): object {
  return {
    enabled: true,
    enableSignup: v.openwebui_oidc_signup_enabled,
    mergeAccountsByEmail: v.openwebui_oidc_merge_accounts,
    oidc: {
      enabled: true,
      clientId: v.openwebui_oidc_client_id,
      clientExistingSecret: secretName,
      clientIdExistingSecretKey: "OAUTH_CLIENT_ID",
      clientExistingSecretKey: "OAUTH_CLIENT_SECRET",
      providerUrl: v.openwebui_oidc_discovery_url,
      providerName: v.openwebui_oidc_provider_name,
      scopes: v.openwebui_oidc_scope,
    },
    ...roles(v),
    ...(v.openwebui_oidc_group_claim && {
      enableGroupManagement: true,
      groupManagement: { groupsClaim: v.openwebui_oidc_group_claim },
    }),
  };
}

function roles(v: V): object {
  if (!v.openwebui_oidc_role_claim) return {};
  return {
    enableRoleManagement: true,
    roleManagement: {
      rolesClaim: v.openwebui_oidc_role_claim,
      allowedRoles: v.openwebui_oidc_allowed_roles.join(","),
      adminRoles: v.openwebui_oidc_admin_roles.join(","),
    },
  };
}
