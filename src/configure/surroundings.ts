import type { External } from "../check/context.ts";
import type { Node, Variables } from "../derive.ts";

/**
 * Objects that the settings say are in the cluster already: every namespace that a setting names, by itself or
 * in the host name of a Service, and what Flux's bootstrap brings. Our own apps' namespaces have to be rendered,
 * and are shared with others only where the user puts a server of theirs into one.
 */
export function surroundings(variables: Variables): External[] {
  const own = new Set(variables.members.slice(1).map(({ app }) => app.namespace));
  const ours = new Set([...own].map((id) => variables.all[id]));
  const names = new Set(
    [...variables.nodes.values()].flatMap((node) => {
      if (own.has(node.id)) return [];
      return namespacesIn(node).filter((name) => node.origin === "set" || !ours.has(name));
    }),
  );
  const { flux_namespace, flux_source_name, flux_decryption_secret } = variables.all;
  return [
    ...[...names].map((name) => ({ kind: "Namespace", name })),
    { kind: "GitRepository", name: String(flux_source_name), namespace: String(flux_namespace) },
    // Where Kustomizations live beside their apps, each of those namespaces has one.
    { kind: "Secret", name: String(flux_decryption_secret) },
  ];
}

function namespacesIn({ id, origin, secret, value }: Node): string[] {
  if (secret || origin === "offer" || origin === "claim" || origin === "grant") return [];
  const texts = [value].flat().filter((text) => typeof text === "string");
  return /_namespaces?$/.test(id) ? texts : texts.flatMap(namespaceOfHost);
}

/** `db.apps.svc.cluster.local` lives in `apps`. */
function namespaceOfHost(text: string): string[] {
  const found = /^(?:[a-z]+:\/\/)?[a-z0-9-]+\.([a-z0-9-]+)\.svc\b/.exec(text);
  return found?.[1] === undefined ? [] : [found[1]];
}
