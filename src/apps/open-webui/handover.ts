import type { Facts, HandoverSource, HandoverStep } from "../../app.ts";
import { databaseSteps } from "./handover-database.ts";
import type { OpenWebuiVariables } from "./variables.ts";

type V = OpenWebuiVariables;

/** What a person does by hand for Open WebUI; buckets and the OIDC client follow from its claims. */
export const handover: HandoverSource<V> = (v, facts) => [
  ...firstAdmin(v, facts),
  ...issuer(v),
  ...ownKey(v),
  ...databaseSteps(v),
  check(v),
];

function firstAdmin(v: V, facts: Facts): HandoverStep[] {
  if (v.openwebui_admin_email === null || !facts.has("openwebui_admin_password")) return [];
  const text = [
    `Open ${v.openwebui_public_url} and sign in as ${v.openwebui_admin_email} with the password in the setting`,
    "`openwebui_admin_password`. Change it under Settings, Account: the setting is read only while the database is",
    "empty. What is changed on the Admin Panel's settings pages lasts until the next start; cluster.yaml is the truth.",
  ].join("\n");
  return [{ chapter: "sign-in", title: "Sign in to Open WebUI for the first time", text }];
}

function issuer(v: V): HandoverStep[] {
  if (!v.openwebui_oidc_enabled) return [];
  const role = v.openwebui_oidc_role_claim;
  const text = [
    `Open WebUI learns the issuer's endpoints from ${v.openwebui_oidc_discovery_url}.`,
    "Keycloak must tell browsers and pods different addresses there: give it a fixed `hostname` and",
    "`hostname-backchannel-dynamic: true`.",
    ...(role ? [`Map the client's roles to the claim \`${role}\` of the ID token and of userinfo.`] : []),
    ...(v.openwebui_default_user_role === "pending" && !role
      ? ["New users wait until an administrator gives them a role: Admin Panel, Users."]
      : []),
  ].join("\n");
  return [{ chapter: "sign-in", title: "Let Keycloak serve Open WebUI", text }];
}

function ownKey(v: V): HandoverStep[] {
  if (v.openwebui_master_key_used) return [];
  const text = [
    "A Job makes the key in the setting `openwebui_litellm_key` known to the API. For a new one:",
    "`clusterloom secrets rotate openwebui_litellm_key`, then `clusterloom configure`, commit and push. The Job runs",
    "again by itself. After the API's database was restored or emptied, delete the Job `litellm-client-keys-…`: Flux",
    "makes it again, and it the key.",
  ].join("\n");
  return [{ chapter: "secrets", title: "Change Open WebUI's key of the API", text }];
}

function check(v: V): HandoverStep {
  const models = v.openwebui_models.length > 0 ? v.openwebui_models.join(", ") : "every model of the API";
  const text = [
    `Open ${v.openwebui_public_url}: the selector shows ${models}. Ask one, switch to another in the same chat, and ask`,
    "again; upload a document and ask about it.",
  ].join("\n");
  return { chapter: "verify", title: "Verify Open WebUI", text };
}
