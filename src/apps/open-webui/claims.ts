import type { ClaimSources } from "../../app.ts";
import type { Claims } from "../../offers.ts";
import { redisClientCommands } from "../../redis-commands.ts";
import { clientKey } from "./models.ts";
import { databaseCluster, keyPrefix, name, tenantUser, userHeaders } from "./names.ts";
import { webPeer } from "./network.ts";
import type { OpenWebuiVariables } from "./variables.ts";

type V = OpenWebuiVariables;

/** What Open WebUI asks of others. */
export const claims: ClaimSources<V> = {
  "openai-client": (v) => [openaiClient(v)],
  "cache-tenant": (v) => (v.openwebui_cache_enabled ? [cacheTenant(v)] : []),
  database: (v) =>
    v.openwebui_database_operated
      ? [{ cluster: databaseCluster, namespace: v.openwebui_namespace, backup: v.openwebui_plugin_needed }]
      : [],
  bucket: (v) => buckets(v),
  "oidc-client": (v) =>
    v.openwebui_oidc_enabled
      ? [
          {
            clientId: v.openwebui_oidc_client_id,
            redirectUris: [`${v.openwebui_public_url}/oauth/oidc/callback`],
            peer: webPeer(v),
            secret: "openwebui_oidc_client_secret",
            scopes: v.openwebui_oidc_scope.split(" ").filter((scope) => scope !== "openid"),
            ...groupsOf(v),
            ...rolesOf(v),
          },
        ]
      : [],
  hostname: (v) =>
    v.openwebui_route_enabled
      ? [{ host: v.openwebui_hostname, title: "Open WebUI", gateways: v.openwebui_gateways }]
      : [],
};

type Client = Claims["oidc-client"];

/** Which groups there are is the issuer's business: Open WebUI makes its own after them. */
function groupsOf(v: V): Pick<Client, "groups"> {
  const claim = v.openwebui_oidc_group_claim;
  return claim === null ? {} : { groups: { claim, names: [] } };
}

function rolesOf(v: V): Pick<Client, "roles"> {
  const claim = v.openwebui_oidc_role_claim;
  const names = [...new Set([...v.openwebui_oidc_allowed_roles, ...v.openwebui_oidc_admin_roles])];
  return claim === null ? {} : { roles: { claim, names } };
}

function openaiClient(v: V): Claims["openai-client"] {
  return {
    name,
    peer: webPeer(v),
    ...(v.openwebui_master_key_used ? { masterKey: true } : { key: clientKey(v) }),
    ...(v.openwebui_user_headers && { userHeaders }),
  };
}

/**
 * The ACL user of Open WebUI. Its keys have a prefix; the channels of python-socketio have none, and newer versions
 * subscribe to the pattern `socketio#*`, which has to be allowed to the letter.
 */
function cacheTenant(v: V): Claims["cache-tenant"] {
  return {
    user: tenantUser,
    keys: [`${keyPrefix}:*`],
    channels: [`${keyPrefix}:*`, "socketio", "socketio#*"],
    commands: redisClientCommands,
    peer: webPeer(v),
  };
}

function buckets(v: V): Claims["bucket"][] {
  return [...(v.openwebui_s3_enabled ? [files(v)] : []), ...(v.openwebui_plugin_needed ? [backups(v)] : [])];
}

function files(v: V): Claims["bucket"] {
  return {
    name: v.openwebui_s3_bucket,
    purpose: "files that are uploaded to Open WebUI",
    peer: webPeer(v),
    keys: { access: "openwebui_s3_access_key", secret: "openwebui_s3_secret_key" },
  };
}

/** Retention deletes old backups; a database that is only made from one has no business to. */
function backups(v: V): Claims["bucket"] {
  return {
    name: v.openwebui_backup_bucket,
    purpose: v.openwebui_backup_enabled
      ? "backups of Open WebUI's database"
      : "the backup that Open WebUI's database is made from",
    peer: { namespace: v.openwebui_namespace, podLabels: { "cnpg.io/cluster": databaseCluster } },
    access: v.openwebui_backup_enabled ? ["list", "read", "write", "delete"] : ["list", "read"],
    keys: { access: "openwebui_backup_s3_access_key", secret: "openwebui_backup_s3_secret_key" },
  };
}
