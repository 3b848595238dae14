import type { Finding } from "../app.ts";
import { amountOf } from "../quantity.ts";
import { isFixedParameter } from "./fixed-parameters.ts";
import { postgresBytes } from "./quantity.ts";

/** The settings of an app's database that rules look into; the settings' names begin with the app's prefix. */
export interface DatabaseSettings {
  /** Such as `litellm` before `_db_user`. */
  readonly prefix: string;
  readonly user: string;
  readonly name: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly memoryRequest: string;
}

/** What PostgreSQL or the operator's webhook would refuse of them. */
export function* databaseFindings(settings: DatabaseSettings): Iterable<Finding> {
  yield* reservedNames(settings);
  yield* parameters(settings);
  yield* memory(settings);
  yield* sharedBuffers(settings);
  yield* walSizes(settings);
}

function* reservedNames({ prefix, user, name }: DatabaseSettings): Iterable<Finding> {
  if (/^(postgres|streaming_replica|pg_.*|cnpg_.*)$/.test(user)) {
    yield reserved(`${prefix}_db_user`, user, "a role", prefix);
  }
  if (/^(postgres|template0|template1)$/.test(name)) {
    yield reserved(`${prefix}_db_name`, name, "a database", prefix);
  }
}

function reserved(setting: string, name: string, what: string, better: string): Finding {
  return {
    code: "reserved-name",
    setting,
    message: `${name} is the name of ${what} that PostgreSQL or its operator keeps for itself`,
    hint: `take another name, such as ${better}`,
  };
}

function* parameters({ prefix, parameters: given }: DatabaseSettings): Iterable<Finding> {
  for (const name of Object.keys(given)) {
    const own = name === "max_connections";
    if (!own && !isFixedParameter(name)) continue;
    yield {
      code: "fixed-parameter",
      setting: `${prefix}_db_parameters`,
      path: [name],
      message: own ? "max_connections has a setting of its own" : `${name} is set by the operator alone`,
      hint: own ? `set ${prefix}_db_max_connections: the pools are made from it` : `remove ${name}`,
    };
  }
}

/** A megabyte is the least that `postgresMemory` gives to shared_buffers. */
function* memory({ prefix, memoryRequest }: DatabaseSettings): Iterable<Finding> {
  const bytes = amountOf(memoryRequest);
  if (bytes === undefined || bytes >= 2 ** 20) return;
  yield {
    code: "memory-too-small",
    setting: `${prefix}_db_memory_request`,
    message: `${memoryRequest} is too little for PostgreSQL`,
    hint: "reserve what it uses, such as 512Mi",
  };
}

/** The unit of a bare number is a block of 8 KiB. */
function* sharedBuffers({ prefix, parameters: given, memoryRequest }: DatabaseSettings): Iterable<Finding> {
  const buffers = postgresBytes(given.shared_buffers ?? "", 8192);
  const memory = amountOf(memoryRequest);
  if (buffers === undefined || memory === undefined || buffers <= memory) return;
  yield {
    code: "shared-buffers-too-large",
    setting: `${prefix}_db_parameters`,
    path: ["shared_buffers"],
    message: `shared_buffers is more than ${prefix}_db_memory_request ${memoryRequest}`,
    hint: `about a quarter of ${prefix}_db_memory_request; without it, that is what is set`,
  };
}

/** The unit of a bare number is a mebibyte; 80MB and 1GB are PostgreSQL's defaults. */
function* walSizes({ prefix, parameters: given }: DatabaseSettings): Iterable<Finding> {
  const { min_wal_size: least = "80MB", max_wal_size: most = "1GB" } = given;
  const from = postgresBytes(least, 2 ** 20);
  const to = postgresBytes(most, 2 ** 20);
  if (from === undefined || to === undefined || from < to) return;
  yield {
    code: "wal-sizes",
    setting: `${prefix}_db_parameters`,
    path: [given.min_wal_size === undefined ? "max_wal_size" : "min_wal_size"],
    message: `min_wal_size ${least} is not less than max_wal_size ${most}`,
    hint: "lower min_wal_size or raise max_wal_size",
  };
}
