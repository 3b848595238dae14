import type { Finding, Rule } from "../../../app.ts";
import { amountOf } from "../../../quantity.ts";
import type { LitellmSetting, LitellmVariables } from "../variables.ts";

type Pair = readonly [request: LitellmSetting, limit: LitellmSetting];

const pairs: readonly Pair[] = [
  ["litellm_cpu_request", "litellm_cpu_limit"],
  ["litellm_memory_request", "litellm_memory_limit"],
  ["litellm_db_cpu_request", "litellm_db_cpu_limit"],
  ["litellm_db_memory_request", "litellm_db_memory_limit"],
];

const gibibyte = 2 ** 30;

function* limitUnderRequest(v: LitellmVariables, [request, limit]: Pair): Iterable<Finding> {
  const least = amountOf(String(v[request]));
  const most = amountOf(String(v[limit]));
  if (least === undefined || most === undefined || least <= most) return;
  yield {
    code: "limit-under-request",
    setting: limit,
    message: `${limit} ${v[limit]} is less than ${request} ${v[request]}`,
    hint: `raise ${limit} to at least ${v[request]}, or lower ${request}`,
  };
}

function* littleMemory(v: LitellmVariables): Iterable<Finding> {
  const limit = amountOf(v.litellm_memory_limit);
  const needed = Math.max(2, v.litellm_workers);
  if (limit === undefined || limit >= needed * gibibyte) return;
  yield {
    code: "little-memory",
    severity: "warning",
    setting: "litellm_memory_limit",
    message: `LiteLLM with ${v.litellm_workers === 1 ? "one worker" : `${v.litellm_workers} workers`} is killed while it starts when it may use less than ${needed}Gi`,
    hint: `set litellm_memory_limit: ${needed}Gi or more`,
  };
}

function* disruption(v: LitellmVariables): Iterable<Finding> {
  if (v.litellm_replicas === 1 || v.litellm_pdb_max_unavailable < v.litellm_replicas) return;
  yield {
    code: "no-pod-left",
    severity: "warning",
    setting: "litellm_pdb_max_unavailable",
    message: `all ${v.litellm_replicas} replicas may be down at once while nodes drain`,
    hint: `set litellm_pdb_max_unavailable to at most ${v.litellm_replicas - 1}`,
  };
}

/** A request above its limit is refused by the API server; too little memory kills the pod while it starts. */
export const resourceRules: readonly Rule<LitellmVariables>[] = [
  ...pairs.map(
    (pair): Rule<LitellmVariables> =>
      (v) =>
        limitUnderRequest(v, pair),
  ),
  littleMemory,
  disruption,
];
