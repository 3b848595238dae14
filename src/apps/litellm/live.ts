import type { Facts, LiveSource } from "../../app.ts";
import { databaseChecks } from "../../postgresql/live.ts";
import { type Check, doubtful, ok, type Verdict, wrong } from "../../verify/check.ts";
import { at, jsonOf, saidIn } from "../../verify/json.ts";
import type { HttpAnswer, HttpRequest, Live, Place } from "../../verify/live.ts";
import { modelNames, sameModels } from "../../verify/models.ts";
import { databaseCluster } from "./database.ts";
import { cacheCheck } from "./live-cache.ts";
import { fallbackChecks, modelChecks } from "./live-chat.ts";
import { clientChecks } from "./live-clients.ts";
import { apiPort, podLabels } from "./tenant.ts";
import type { LitellmVariables } from "./variables.ts";

type V = LitellmVariables;

/** Asks LiteLLM with its master key. */
export type AskApi = (live: Live, request: HttpRequest) => Promise<HttpAnswer>;

/** What `verify` asks LiteLLM and its database. */
export const live: LiveSource<V> = (v, facts) => {
  const place: Place = {
    name: "LiteLLM",
    peer: { namespace: v.litellm_namespace, podLabels },
    port: apiPort,
    ...(v.litellm_route_enabled && { url: v.litellm_public_url }),
  };
  const authorization = `Bearer ${v.litellm_master_key ?? ""}`;
  const ask: AskApi = (running, request) =>
    running.http(place, { ...request, headers: { authorization, ...request.headers } });
  return [
    answers(place),
    keyed(place, ask),
    models(v, ask),
    ...routing(v, ask),
    ...metrics(v, place, ask),
    ...database(v, facts),
    ...clientChecks(facts, place),
    ...modelChecks(v, ask),
    ...cacheCheck(v, facts, ask),
    ...fallbackChecks(v, ask),
  ];
};

/** 503 where a database is configured that cannot be reached (proxy/health_endpoints). */
function answers(place: Place): Check {
  const run = async (live: Live): Promise<Verdict> => {
    const { status, headers, text } = await live.http(place, { path: "/health/readiness" });
    const version = headers["x-litellm-version"];
    if (status === 200) return ok(version === undefined ? "it says so" : `version ${version}`);
    const hint = status === 503 ? "its database does not answer: see the checks of the database" : seeLog;
    return wrong(`its readiness probe answers ${status}: ${saidIn(text)}`, hint);
  };
  return { id: "litellm-answers", title: "LiteLLM is ready", run };
}

const seeLog = "look at the log of LiteLLM's pods";

function keyed(place: Place, ask: AskApi): Check {
  const run = async (live: Live): Promise<Verdict> => {
    const stranger = await live.http(place, { path: "/v1/models" });
    if (stranger.status < 400)
      return wrong(`without a key it answers ${stranger.status}`, "set litellm_master_key, and reconcile");
    const { status, text } = await ask(live, { path: "/v1/models" });
    if (status === 200) return ok("the master key is taken, and no key is refused");
    const hint =
      "the pods run with another litellm_master_key: reconcile, and see whether they were restarted";
    return wrong(`the master key of cluster.yaml gets ${status}: ${saidIn(text)}`, hint);
  };
  return { id: "litellm-key", title: "LiteLLM asks for its key", needs: "litellm-answers", run };
}

function models(v: V, ask: AskApi): Check {
  const names = Object.keys(v.litellm_model_modes);
  const wildcards = names.filter((name) => name.includes("*"));
  const run = async (live: Live): Promise<Verdict> => {
    const { status, text } = await ask(live, { path: "/v1/models" });
    const served = modelNames(text);
    if (status !== 200 || !served) return wrong(`the list of models gets ${status}: ${saidIn(text)}`, seeLog);
    const configured = names.filter((name) => !wildcards.includes(name));
    return sameModels(served, configured, wildcards, "reconcile, and see whether the pods were restarted");
  };
  return {
    id: "litellm-models",
    title: "LiteLLM serves exactly the configured models",
    needs: "litellm-key",
    run,
  };
}

/** The router tells its chains; that each fires is seen with `--chat`. */
function routing(v: V, ask: AskApi): Check[] {
  const chains = Object.entries(v.litellm_fallbacks);
  if (chains.length === 0) return [];
  const run = async (live: Live): Promise<Verdict> => {
    const { status, text } = await ask(live, { path: "/router/settings" });
    const listed = at(jsonOf(text), "current_values", "fallbacks");
    if (status === 404)
      return doubtful("this version does not tell its fallbacks", "look at its config.yaml");
    if (status !== 200 || !Array.isArray(listed))
      return wrong(`the router's settings get ${status}: ${saidIn(text)}`, seeLog);
    const running = new Map(listed.flatMap((one: object) => Object.entries(one)));
    const others = chains.filter(
      ([model, behind]) => JSON.stringify(running.get(model)) !== JSON.stringify(behind),
    );
    if (others.length === 0) return ok(`${chains.length} chains, as configured`);
    return wrong(`other fallbacks run for ${others.map(([model]) => model).join(", ")}`, "reconcile");
  };
  return [
    {
      id: "litellm-fallbacks",
      title: "LiteLLM's fallbacks are the configured ones",
      needs: "litellm-key",
      run,
    },
  ];
}

const serviceMonitors = {
  apiVersion: "monitoring.coreos.com/v1",
  kind: "ServiceMonitor",
  plural: "servicemonitors",
};

function metrics(v: V, place: Place, ask: AskApi): Check[] {
  if (!v.litellm_monitoring_enabled) return [];
  const path = "/metrics/";
  const run = async (live: Live): Promise<Verdict> => {
    const open = await live.http(place, { path });
    if (open.status < 400)
      return wrong("anybody can read the metrics", "they name keys and users: reconcile");
    const { status, text } = await ask(live, { path });
    if (status !== 200 || !text.includes("# TYPE"))
      return wrong(
        `with the key the metrics get ${status}`,
        "Prometheus reads with the same key: see its targets",
      );
    const monitor = await live.object(serviceMonitors, v.litellm_namespace, "litellm");
    return monitor
      ? ok("read with the key, refused without, and Prometheus is told of them")
      : wrong("the ServiceMonitor litellm is not there", "reconcile litellm");
  };
  return [
    { id: "litellm-metrics", title: "LiteLLM's metrics are read with a key", needs: "litellm-key", run },
  ];
}

/** A migration that was begun and neither finished nor rolled back blocks every later one (Prisma). */
const pending =
  'select migration_name from "_prisma_migrations" where finished_at is null and rolled_back_at is null';

function database(v: V, facts: Facts): Check[] {
  const server = facts.offer("postgresql")?.server;
  return databaseChecks({
    id: "litellm",
    title: "LiteLLM",
    namespace: v.litellm_namespace,
    cluster: databaseCluster,
    ...(server && { server }),
    login: {
      user: v.litellm_db_user,
      password: v.litellm_db_password ?? "",
      database: v.litellm_db_name,
      sslmode: v.litellm_db_sslmode,
    },
    instances: v.litellm_db_instances,
    tables: ["_prisma_migrations", "LiteLLM_VerificationToken", "LiteLLM_SpendLogs"],
    unfinished: {
      statement: pending,
      hint: "see the log of the migration's Job, and LiteLLM's page on migrations",
    },
    ...(v.litellm_database_operated &&
      v.litellm_backup_enabled && {
        backup: {
          schedule: v.litellm_backup_schedule,
          store: "litellm-backup",
          serverName: v.litellm_backup_server_name,
        },
      }),
  });
}
