import type { Finding, Rule } from "../../../app.ts";
import { amountOf } from "../../../quantity.ts";
import { folderOf } from "../plugins.ts";
import type { HeadlampVariables } from "../variables.ts";

type V = HeadlampVariables;

/** What the pods are given, and what is installed in them. */
export const podRules: readonly Rule<V>[] = [memory, cpu, podsRole, pluginFolders];

function* memory(v: V): Iterable<Finding> {
  const { headlamp_memory_limit: most, headlamp_memory_request: least } = v;
  if ((amountOf(most) ?? Infinity) < (amountOf(least) ?? 0)) yield limitUnderRequest("memory", most, least);
}

function* cpu(v: V): Iterable<Finding> {
  const { headlamp_cpu_limit: most, headlamp_cpu_request: least } = v;
  if (most !== null && (amountOf(most) ?? Infinity) < (amountOf(least) ?? 0))
    yield limitUnderRequest("cpu", most, least);
}

function limitUnderRequest(of: "cpu" | "memory", most: string, least: string): Finding {
  const [limit, request] = [`headlamp_${of}_limit`, `headlamp_${of}_request`];
  return {
    code: "limit-under-request",
    setting: limit,
    message: `${limit} (${most}) is less than ${request} (${least}); Kubernetes refuses such a pod`,
    hint: `set ${limit} to ${least} or more, or ${request} to less`,
  };
}

/** Users act with their own tokens, so the role only helps whoever breaks into the pod. */
function* podsRole(v: V): Iterable<Finding> {
  if (v.headlamp_cluster_role !== "cluster-admin") return;
  yield {
    code: "headlamp-pod-is-admin",
    severity: "warning",
    setting: "headlamp_cluster_role",
    message: "the pod itself becomes cluster-admin, which no user of the page needs",
    hint: 'set headlamp_cluster_role: "", and give people their rights in headlamp_group_roles',
  };
}

/** pluginctl names a folder after the end of the address, and refuses a list in which a name stands twice. */
function* pluginFolders(v: V): Iterable<Finding> {
  const seen = new Set<string>();
  for (const [index, plugin] of v.headlamp_plugins.entries()) {
    const twice = [`name ${plugin.name}`, `folder ${folderOf(plugin)}`].find((key) => seen.has(key));
    seen.add(`name ${plugin.name}`).add(`folder ${folderOf(plugin)}`);
    if (!twice) continue;
    yield {
      code: "duplicate-plugin",
      setting: "headlamp_plugins",
      path: [index],
      message: `another plugin has the ${twice}`,
      hint: "list each plugin once",
    };
  }
}
