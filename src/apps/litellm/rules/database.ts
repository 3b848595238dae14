import type { Finding, Rule } from "../../../app.ts";
import { amountOf, postgresBytes } from "../quantity.ts";
import type { LitellmVariables } from "../variables.ts";
import { isFixedParameter } from "./fixed-parameters.ts";

/** What only the operator's webhook, or PostgreSQL itself, would refuse. */
export const databaseRules: readonly Rule<LitellmVariables>[] = [
  reservedNames,
  parameters,
  sharedBuffers,
  walSizes,
  fewConnections,
  singleInstance,
];

function* reservedNames(v: LitellmVariables): Iterable<Finding> {
  if (/^(postgres|streaming_replica|pg_.*|cnpg_.*)$/.test(v.litellm_db_user)) {
    yield reserved("litellm_db_user", v.litellm_db_user, "a role");
  }
  if (/^(postgres|template0|template1)$/.test(v.litellm_db_name)) {
    yield reserved("litellm_db_name", v.litellm_db_name, "a database");
  }
}

function reserved(setting: string, name: string, what: string): Finding {
  return {
    code: "reserved-name",
    setting,
    message: `${name} is the name of ${what} that PostgreSQL or its operator keeps for itself`,
    hint: "take another name, such as litellm",
  };
}

function* parameters(v: LitellmVariables): Iterable<Finding> {
  for (const name of Object.keys(v.litellm_db_parameters)) {
    const own = name === "max_connections";
    if (!own && !isFixedParameter(name)) continue;
    yield {
      code: "fixed-parameter",
      setting: "litellm_db_parameters",
      path: [name],
      message: own ? "max_connections has a setting of its own" : `${name} is set by the operator alone`,
      hint: own ? "set litellm_db_max_connections: the pools are made from it" : `remove ${name}`,
    };
  }
}

/** The unit of a bare number is a block of 8 KiB. */
function* sharedBuffers(v: LitellmVariables): Iterable<Finding> {
  const buffers = postgresBytes(v.litellm_db_parameters.shared_buffers ?? "", 8192);
  const memory = amountOf(v.litellm_db_memory_request);
  if (buffers === undefined || memory === undefined || buffers <= memory) return;
  yield {
    code: "shared-buffers-too-large",
    setting: "litellm_db_parameters",
    path: ["shared_buffers"],
    message: `shared_buffers is more than litellm_db_memory_request ${v.litellm_db_memory_request}`,
    hint: "about a quarter of litellm_db_memory_request; without it, that is what is set",
  };
}

/** The unit of a bare number is a mebibyte; 80MB and 1GB are PostgreSQL's defaults. */
function* walSizes(v: LitellmVariables): Iterable<Finding> {
  const { min_wal_size: least = "80MB", max_wal_size: most = "1GB" } = v.litellm_db_parameters;
  const from = postgresBytes(least, 2 ** 20);
  const to = postgresBytes(most, 2 ** 20);
  if (from === undefined || to === undefined || from < to) return;
  yield {
    code: "wal-sizes",
    setting: "litellm_db_parameters",
    path: [v.litellm_db_parameters.min_wal_size === undefined ? "max_wal_size" : "min_wal_size"],
    message: `min_wal_size ${least} is not less than max_wal_size ${most}`,
    hint: "lower min_wal_size or raise max_wal_size",
  };
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
