import type { Finding, Rule } from "../../../app.ts";
import { databaseFindings } from "../../../postgresql/rules.ts";
import type { LitellmVariables } from "../variables.ts";

/** What only the operator's webhook, or PostgreSQL itself, would refuse. */
export const databaseRules: readonly Rule<LitellmVariables>[] = [accepted, fewConnections, singleInstance];

function accepted(v: LitellmVariables): Iterable<Finding> {
  return databaseFindings({
    prefix: "litellm",
    user: v.litellm_db_user,
    name: v.litellm_db_name,
    parameters: v.litellm_db_parameters,
    memoryRequest: v.litellm_db_memory_request,
  });
}

const fewestConnections = 5;

function* fewConnections(v: LitellmVariables): Iterable<Finding> {
  if (v.litellm_pool_size >= fewestConnections) return;
  yield {
    code: "few-connections",
    severity: "warning",
    setting: "litellm_db_max_connections",
    message: `each of ${v.litellm_replicas * v.litellm_workers} workers gets ${v.litellm_pool_size} database connections`,
    hint: "raise litellm_db_max_connections, or lower litellm_replicas or litellm_workers",
  };
}

function* singleInstance(v: LitellmVariables): Iterable<Finding> {
  if (!v.litellm_database_operated || !v.litellm_replicated || v.litellm_db_instances > 1) return;
  yield {
    code: "single-database",
    severity: "note",
    setting: "litellm_db_instances",
    message: `${v.litellm_replicas} replicas stand on one PostgreSQL instance: when its node fails, all do`,
    hint: "set litellm_db_instances: 3",
  };
}
