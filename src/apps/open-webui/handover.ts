import type { Facts, HandoverStep } from "../../app.ts";
import { code, numbered, paragraphs } from "../../handover/markdown.ts";
import { databaseSteps } from "./handover-database.ts";
import type { OpenWebuiVariables } from "./variables.ts";

type V = OpenWebuiVariables;

/** What a person does by hand for Open WebUI; buckets, the OIDC client and its name follow from its claims. */
export function handover(v: V, facts: Facts): HandoverStep[] {
  return [...firstAdmin(v, facts), ...issuer(v), ...databaseSteps(v, facts), check(v)];
}

function firstAdmin(v: V, facts: Facts): HandoverStep[] {
  if (v.openwebui_admin_email === null || !facts.has("openwebui_admin_password")) return [];
  const text = numbered([
    `Open <${v.openwebui_public_url}> and sign in as ${code(v.openwebui_admin_email)} with the password of the setting \`openwebui_admin_password\`.`,
    "Change it under **Settings**, **Account**: the setting is read only while the database is empty.",
    "Leave the settings pages of the **Admin Panel** alone: what is changed there lasts until the next start.",
  ]);
  return [{ chapter: "sign-in", title: "Sign in to Open WebUI for the first time", text }];
}

function issuer(v: V): HandoverStep[] {
  if (!v.openwebui_oidc_enabled) return [];
  const waits = v.openwebui_default_user_role === "pending" && v.openwebui_oidc_role_claim === null;
  const text = paragraphs(
    `Open WebUI learns the issuer's endpoints from <${v.openwebui_oidc_discovery_url}>. Keycloak must give pods and browsers different addresses there: set its \`hostname\` to its public URL, and \`hostname-backchannel-dynamic\` to \`true\`.`,
    waits
      ? "New users wait until an administrator gives them a role: **Admin Panel**, **Users**."
      : undefined,
  );
  return [{ chapter: "sign-in", title: "Let Keycloak serve Open WebUI", text }];
}

function check(v: V): HandoverStep {
  const models = v.openwebui_models;
  const shown = models.length > 0 ? models.map(code).join(", ") : "every model of the API";
  const text = numbered([
    `Open <${v.openwebui_public_url}>: the selector shows ${shown}.`,
    "Ask one of them, choose another in the same chat, and ask again.",
    ...(v.openwebui_embedding_model ? ["Upload a document, and ask about it."] : []),
  ]);
  return { chapter: "verify", title: "Chat with Open WebUI", text };
}
