import type { External } from "../check/context.ts";
import type { Variables } from "../derive.ts";

/**
 * Namespaces that somebody else makes: those of neighbours in the repository, and those that settings name for
 * what runs in the cluster already (`monitoring_namespace`, `…_client_namespaces`). Those of our own apps are left
 * out, since they have to be rendered.
 */
export function externalNamespaces(variables: Variables, neighbours: Iterable<string>): External[] {
  const own = new Set(variables.members.map(({ app }) => app.namespace));
  const named = [...variables.nodes.values()].flatMap(({ id, value }) => {
    if (own.has(id) || !/_namespaces?$/.test(id)) return [];
    return Array.isArray(value) ? value : [value];
  });
  const names = named.filter((name): name is string => typeof name === "string" && name !== "");
  return [...new Set([...neighbours, ...names])].map((name) => ({ kind: "Namespace", name }));
}
