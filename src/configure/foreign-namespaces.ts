import type { Variables } from "../derive.ts";

/** Namespaces that others make: those that settings name, and those of the peers behind offers. */
export function foreignNamespaces({ nodes }: Variables): Set<string> {
  const found = new Set<string>();
  for (const { id, origin, value } of nodes.values()) {
    if (origin === "offer") collectNamespaces(value, found);
    else if (/_namespaces?$/.test(id)) for (const name of [value].flat()) addText(name, found);
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
