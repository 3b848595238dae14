import type { Facts, LiveSource } from "../../app.ts";
import { databaseChecks } from "../../postgresql/live.ts";
import { type Check, ok, skipped, type Verdict, wrong } from "../../verify/check.ts";
import { jsonOf, saidIn, textAt } from "../../verify/json.ts";
import type { HttpAnswer, Live, Place } from "../../verify/live.ts";
import { modelNames, sameModels } from "../../verify/models.ts";
import { databaseCluster, podLabels, podPort } from "./names.ts";
import type { OpenWebuiVariables } from "./variables.ts";

type V = OpenWebuiVariables;

/** What `verify` asks Open WebUI and its database. */
export const live: LiveSource<V> = (v, facts) => {
  const place: Place = {
    name: "Open WebUI",
    peer: { namespace: v.openwebui_namespace, podLabels },
    port: podPort,
    ...(v.openwebui_route_enabled && { url: v.openwebui_public_url }),
  };
  return [answers(place), models(v, facts, place), ...database(v, facts)];
};

function answers(place: Place): Check {
  const run = async (live: Live): Promise<Verdict> => {
    const { status, text } = await live.http(place, { path: "/health/db" });
    if (status === 200) return ok("it is up, and so is its database");
    return wrong(`its health gets ${status}: ${saidIn(text)}`, "look at the log of its pod");
  };
  return { id: "open-webui-answers", title: "Open WebUI is up", run };
}

/** Signs in as the first admin, since nobody sees the models without; the session is forgotten by both sides. */
function models(v: V, facts: Facts, place: Place): Check {
  const api = facts.offer("openai-api");
  const configured = v.openwebui_models.length > 0 ? v.openwebui_models : (api?.models ?? []);
  const run = async (live: Live): Promise<Verdict> => {
    const [email, password] = [v.openwebui_admin_email, v.openwebui_admin_password];
    if (email === null || password === null)
      return skipped(
        "cluster.yaml names no admin to sign in as",
        "set openwebui_admin_email and its password",
      );
    const signedIn = await live.http(place, {
      method: "POST",
      path: "/api/v1/auths/signin",
      body: { email, password },
    });
    const token = textAt(jsonOf(signedIn.text), "token");
    if (signedIn.status !== 200 || token === "") return notSignedIn(signedIn.status, signedIn.text);
    const ask = (path: string) => live.http(place, { path, headers: { authorization: `Bearer ${token}` } });
    const reached = api ? await ask(firstConnection) : undefined;
    if (reached && reached.status >= 500) return unreached(reached);
    const { status, text } = await ask("/api/models?refresh=true");
    const listed = modelNames(text);
    if (status !== 200 || !listed)
      return wrong(`its models get ${status}: ${saidIn(text)}`, "look at its log");
    const hint = "see whether LiteLLM lists them for the key of the setting openwebui_litellm_key";
    return sameModels(listed, configured, v.openwebui_models.length > 0 ? [] : (api?.wildcards ?? []), hint);
  };
  const title = "Open WebUI lists the configured models";
  return { id: "open-webui-models", title, needs: "open-webui-answers", run };
}

/** The models of its first connection, asked anew: the list of all shows the last known where nobody answers it. */
const firstConnection = "/openai/models/0";

function unreached({ text }: HttpAnswer): Verdict {
  const hint =
    "see the key of openwebui_litellm_key, the network policies between both, and the log of its pod";
  return wrong(`it does not get them from LiteLLM: ${saidIn(text)}`, hint);
}

/** The first admin is told to change the password, so that nothing is wrong by that. */
function notSignedIn(status: number, text: string): Verdict {
  if (status === 400 || status === 401 || status === 403)
    return skipped(
      `the first admin cannot sign in with the password of cluster.yaml (${saidIn(text)})`,
      "it was changed there, as it should be: look at the models in the browser",
    );
  return wrong(`the sign-in gets ${status}: ${saidIn(text)}`, "look at the log of its pod");
}

function database(v: V, facts: Facts): Check[] {
  if (!v.openwebui_postgresql_enabled) return [];
  const server = facts.offer("postgresql")?.server;
  return databaseChecks({
    id: "open-webui",
    title: "Open WebUI",
    namespace: v.openwebui_namespace,
    cluster: databaseCluster,
    ...(server && { server }),
    login: {
      user: v.openwebui_db_user,
      password: v.openwebui_db_password ?? "",
      database: v.openwebui_db_name,
      sslmode: v.openwebui_db_sslmode,
    },
    instances: v.openwebui_db_instances,
    tables: ["alembic_version", "user", "chat", "config"],
    ...(v.openwebui_database_operated &&
      v.openwebui_backup_enabled && {
        backup: {
          schedule: v.openwebui_backup_schedule,
          store: "open-webui-backup",
          serverName: v.openwebui_backup_server_name,
        },
      }),
  });
}
