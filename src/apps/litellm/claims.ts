import type { ClaimSources } from "../../app.ts";
import type { Claims } from "../../offers.ts";
import { databaseCluster } from "./database.ts";
import { cacheTenant, podLabels } from "./tenant.ts";
import type { LitellmVariables } from "./variables.ts";

/** What LiteLLM asks of others. */
export const claims: ClaimSources<LitellmVariables> = {
  "cache-tenant": (v) => [cacheTenant(v)],
  database: (v) =>
    v.litellm_database_operated
      ? [{ cluster: databaseCluster, namespace: v.litellm_namespace, backup: v.litellm_plugin_needed }]
      : [],
  bucket: (v) =>
    v.litellm_plugin_needed
      ? [
          {
            name: v.litellm_backup_bucket,
            purpose: v.litellm_backup_enabled
              ? "backups of LiteLLM's database"
              : "the backup that LiteLLM's database is made from",
            peer: { namespace: v.litellm_namespace, podLabels: { "cnpg.io/cluster": databaseCluster } },
            // Retention deletes old backups; a database that is only made from one has no business to.
            access: v.litellm_backup_enabled ? ["list", "read", "write", "delete"] : ["list", "read"],
            prefix: prefixOf(v.litellm_backup_destination_path),
            keys: { access: "litellm_s3_access_key", secret: "litellm_s3_secret_key" },
          },
        ]
      : [],
  "oidc-client": (v) =>
    v.litellm_oidc_enabled
      ? [
          {
            clientId: v.litellm_oidc_client_id,
            redirectUris: [`${v.litellm_public_url}/sso/callback`],
            peer: { namespace: v.litellm_namespace, podLabels },
            secret: "litellm_oidc_client_secret",
            pkce: v.litellm_oidc_pkce,
            scopes: v.litellm_oidc_scope.split(" ").filter((scope) => scope !== "openid"),
            ...groupsOf(v),
            ...rolesOf(v),
          },
        ]
      : [],
  hostname: (v) =>
    v.litellm_route_enabled
      ? [{ host: v.litellm_hostname, title: "LiteLLM", gateways: v.litellm_gateways }]
      : [],
};

type Client = Claims["oidc-client"];

function groupsOf(v: LitellmVariables): Pick<Client, "groups"> {
  const names = Object.values(v.litellm_oidc_role_groups).flat();
  return names.length > 0
    ? { groups: { claim: v.litellm_oidc_group_claim, names: [...new Set(names)] } }
    : {};
}

function rolesOf(v: LitellmVariables): Pick<Client, "roles"> {
  const claim = v.litellm_oidc_role_claim;
  return claim === null ? {} : { roles: { claim, names: roleNames } };
}

const roleNames = ["proxy_admin", "proxy_admin_viewer", "internal_user", "internal_user_viewer"];

/** `s3://bucket/some/path` holds objects whose names begin with `some/path/`. */
function prefixOf(path: string): string {
  const below = path.replace(/^s3:\/\/[^/]+\/*/, "").replace(/\/+$/, "");
  return below === "" ? "" : `${below}/`;
}
