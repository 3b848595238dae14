import type { Tree } from "../tree.ts";
import { type Client, listArchivers, listClients } from "./clients.ts";
import { type Connection, type End, somePods } from "./connection.ts";
import { namesServer, type Server, serversOf } from "./servers.ts";

/**
 * What rendered pods connect to by themselves: the servers that their environment and configuration name, the
 * DNS that they ask for them, and the API server, by which an instance of CloudNativePG is ruled
 * (cloudnative-pg.io/documentation, Networking).
 */
export function listCalls(tree: Tree): Connection[] {
  const servers = tree.objects.flatMap(serversOf);
  const archivers = listArchivers(tree);
  const calls = [...listClients(tree), ...archivers].flatMap((client) => callsOf(servers, client));
  const ruled = archivers.map(({ object, pods }): Connection => {
    return { from: { name: object.name, pods }, to: "api-server", port: undefined };
  });
  return [...calls, ...ruled];
}

function callsOf(servers: readonly Server[], { object, pods, texts }: Client): Connection[] {
  const from: End = { name: object.name, pods };
  const named = servers.filter((server) =>
    texts.some((written) => namesServer(written, server, pods.namespace)),
  );
  const calls: Connection[] = [
    ...named.map((server): Connection => {
      return { from, to: { name: server.object.name, pods: server.pods }, port: server.port };
    }),
    ...namespacesIn(texts)
      .filter((namespace) => !servers.some((server) => server.pods.namespace === namespace))
      .map((namespace): Connection => {
        return { from, to: somePods(`namespace ${namespace}`, { namespace }), port: undefined };
      }),
    ...outsideHosts(texts).map((each): Connection => ({ from, to: each, port: each.port })),
  ];
  return calls.length > 0 ? [...calls, { from, to: somePods("the cluster's DNS"), port: 53 }] : calls;
}

/** Namespaces of the Services in URLs; `default` holds the API server's, behind which are no pods. */
function namespacesIn(texts: readonly string[]): string[] {
  const hosts = /\bhttps?:\/\/[a-z0-9-]+\.([a-z0-9-]+)\.svc(?![\w-])/g;
  const found = texts.flatMap((written) =>
    [...written.matchAll(hosts)].map(([, namespace]) => namespace ?? ""),
  );
  return [...new Set(found)].filter((namespace) => namespace !== "default");
}

const API_BASE =
  /api_base\s*[=:]\s*["']?(https?):\/\/((?:[a-z0-9-]+\.){2,}[a-z]{2,})(?::(\d+))?(?=[/"'\s]|$)/gi;

/**
 * Hosts of model providers by the name that LiteLLM has for their URL; other URLs may be for browsers only. Behind a
 * proxy nobody is called directly.
 */
function outsideHosts(texts: readonly string[]): { readonly host: string; readonly port: number }[] {
  if (texts.some((written) => /^https?_proxy=./i.test(written))) return [];
  const found = texts.flatMap((written) => [...written.matchAll(API_BASE)]);
  const hosts = found.map(([, scheme, host = "", port]) => ({
    host: host.toLowerCase(),
    port: Number(port ?? (scheme?.toLowerCase() === "http" ? 80 : 443)),
  }));
  const outside = hosts.filter(({ host }) => !/\.(svc|local|internal)$|\.svc\./.test(host));
  return [...new Map(outside.map((each) => [`${each.host}:${each.port}`, each])).values()];
}
