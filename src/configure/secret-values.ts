import type { Variables } from "../derive.ts";

/** Every text in a secret variable, by the variable's name: what must not appear outside of sealed files. */
export function secretValues(variables: Variables): Map<string, string> {
  const found = new Map<string, string>();
  for (const node of variables.nodes.values()) {
    if (!node.secret || node.origin === "grant") continue;
    const texts = textsIn(node.origin === "set" ? listed(node.value) : node.value);
    for (const [index, text] of [...texts].entries()) {
      found.set(index === 0 ? node.id : `${node.id}[${index}]`, text);
    }
  }
  return found;
}

/** A secret setting may be a map of secrets; a derived map also holds names and addresses that are none. */
function listed(value: unknown): unknown {
  return typeof value === "object" && value !== null ? Object.values(value) : value;
}

function* textsIn(value: unknown): Iterable<string> {
  if (typeof value === "string") yield value;
  else if (Array.isArray(value)) for (const item of value) yield* textsIn(item);
}
