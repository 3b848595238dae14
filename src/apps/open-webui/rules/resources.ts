import type { Finding } from "../../../app.ts";
import { amountOf } from "../../../quantity.ts";
import type { OpenWebuiSetting, OpenWebuiVariables } from "../variables.ts";

const pairs = [
  ["openwebui_cpu_request", "openwebui_cpu_limit"],
  ["openwebui_memory_request", "openwebui_memory_limit"],
  ["openwebui_tika_memory_request", "openwebui_tika_memory_limit"],
  ["openwebui_db_cpu_request", "openwebui_db_cpu_limit"],
  ["openwebui_db_memory_request", "openwebui_db_memory_limit"],
] as const satisfies readonly (readonly [OpenWebuiSetting, OpenWebuiSetting])[];

/** What a pod asks for must be within its limits. */
export function* resourceRules(v: OpenWebuiVariables): Iterable<Finding> {
  for (const [request, limit] of pairs) {
    const [asked, allowed] = [amountOf(v[request]), amountOf(v[limit])];
    if (asked === undefined || allowed === undefined || asked <= allowed) continue;
    yield {
      code: "limit-under-request",
      setting: limit,
      message: `${limit} (${v[limit]}) is below ${request} (${v[request]})`,
      hint: `set ${limit} to ${v[request]} or more`,
    };
  }
}
