import type { Variables } from "../derive.ts";

/**
 * Namespaces that others make: those that settings name for what runs in the cluster already, and those of the
 * peers behind offers. Those of our own apps are left out, since they have to be rendered.
 */
export function foreignNamespaces({ nodes, members }: Variables): Set<string> {
  const own = new Set(members.slice(1).map(({ app }) => app.namespace));
  const found = new Set<string>();
  for (const { id, owner, origin, value } of nodes.values()) {
    if (origin === "offer" && owner === "cluster") collectNamespaces(value, found);
    else if (/_namespaces?$/.test(id) && !own.has(id)) for (const name of [value].flat()) addText(name, found);
  }
  return found;
}

function collectNamespaces(value: unknown, found: Set<string>): void {
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === "namespace") addText(inner, found);
    else collectNamespaces(inner, found);
  }
}

function addText(value: unknown, found: Set<string>): void {
  if (typeof value === "string" && value !== "") found.add(value);
}
