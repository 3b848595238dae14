import type { Facts, Finding, Rule } from "../../app.ts";
import { amountOf } from "../../quantity.ts";
import { flagBytes } from "./bytes.ts";
import type { DragonflyVariables } from "./variables.ts";

const mebi = 2 ** 20;
/** Dragonfly exits at start with less than this for each thread (dfly_main.cc). */
const leastForThread = 256 * mebi;
/** The share of the container's memory that Dragonfly itself would choose as maxmemory. */
const healthyShare = 0.8;

/** Sizes that keep the server from starting, or get it killed. */
export const memoryRules: readonly Rule<DragonflyVariables>[] = [
  enoughForThreads,
  headroom,
  serverRequests,
  operatorRequests,
  evictions,
];

function* enoughForThreads(v: DragonflyVariables): Iterable<Finding> {
  const maxmemory = flagBytes(v.dragonfly_maxmemory);
  const least = v.dragonfly_threads * leastForThread;
  if (maxmemory === undefined || maxmemory >= least) return;
  yield {
    code: "dragonfly-maxmemory-too-small",
    setting: "dragonfly_maxmemory",
    message: `${v.dragonfly_maxmemory} is less than 256mb for each of the ${v.dragonfly_threads} threads in dragonfly_threads; the server exits at start`,
    hint: `set dragonfly_maxmemory to ${least / mebi}mb or more, or dragonfly_threads to fewer`,
  };
}

function* headroom(v: DragonflyVariables): Iterable<Finding> {
  const maxmemory = flagBytes(v.dragonfly_maxmemory);
  const limit = amountOf(v.dragonfly_memory_limit);
  if (maxmemory === undefined || limit === undefined || maxmemory <= limit * healthyShare) return;
  const least = `${Math.ceil(maxmemory / healthyShare / mebi)}Mi`;
  const fatal = maxmemory >= limit;
  yield {
    code: fatal ? "dragonfly-maxmemory-over-limit" : "dragonfly-memory-headroom",
    severity: fatal ? "error" : "warning",
    setting: "dragonfly_memory_limit",
    message: fatal
      ? `dragonfly_maxmemory (${v.dragonfly_maxmemory}) does not fit into the limit of ${v.dragonfly_memory_limit}; the pod is killed before the cache is full`
      : `dragonfly_maxmemory (${v.dragonfly_maxmemory}) leaves less than a fifth of ${v.dragonfly_memory_limit} for connections, Lua and snapshots`,
    hint: `set dragonfly_memory_limit to ${least} or more, or dragonfly_maxmemory to less`,
  };
}

function* serverRequests(v: DragonflyVariables): Iterable<Finding> {
  yield* limitBelowRequest(v, "dragonfly_memory_limit", "dragonfly_memory_request");
  yield* limitBelowRequest(v, "dragonfly_cpu_limit", "dragonfly_cpu_request");
}

function* operatorRequests(v: DragonflyVariables): Iterable<Finding> {
  yield* limitBelowRequest(v, "dragonfly_operator_memory_limit", "dragonfly_operator_memory_request");
}

type Limit = "dragonfly_memory_limit" | "dragonfly_cpu_limit" | "dragonfly_operator_memory_limit";
type Request = "dragonfly_memory_request" | "dragonfly_cpu_request" | "dragonfly_operator_memory_request";

function* limitBelowRequest(v: DragonflyVariables, limit: Limit, request: Request): Iterable<Finding> {
  const most = v[limit];
  const least = v[request];
  if (most === null || (amountOf(most) ?? Infinity) >= (amountOf(least) ?? 0)) return;
  yield {
    code: "limit-under-request",
    setting: limit,
    message: `${limit} (${most}) is less than ${request} (${least}); Kubernetes refuses such a pod`,
    hint: `set ${limit} to ${least} or more, or ${request} to less`,
  };
}

/** A counter that vanishes lets its owner start again from zero, and nothing says so. */
function* evictions(v: DragonflyVariables, facts: Facts): Iterable<Finding> {
  if (!v.dragonfly_cache_mode) return;
  const users = [...new Set(facts.claims("cache-tenant").map((claim) => claim.user))].sort();
  if (users.length === 0) return;
  yield {
    code: "dragonfly-evicts-silently",
    severity: "warning",
    setting: "dragonfly_cache_mode",
    message: `with dragonfly_cache_mode a full cache drops keys without a word, the rate-limit counters and locks of ${users.join(", ")} among them`,
    hint: "set dragonfly_cache_mode: false; writes are then refused, and an alert says so",
  };
}
