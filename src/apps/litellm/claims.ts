import type { ClaimSources } from "../../app.ts";
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
            purpose: "backups of LiteLLM's database",
            peer: { namespace: v.litellm_namespace, podLabels: { "cnpg.io/cluster": databaseCluster } },
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
          },
        ]
      : [],
};
