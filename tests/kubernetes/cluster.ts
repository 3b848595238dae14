import { kinds } from "../../src/kubernetes/kinds.ts";
import type { KubeObject } from "../../src/kubernetes/object.ts";
import { type Asked, withServer } from "./server.ts";

/** A cluster over HTTP that keeps what is applied, and serves the groups that it is told to. */
export interface Cluster {
  readonly url: string;
  readonly objects: Map<string, KubeObject>;
  /** Groups with their versions, such as `source.toolkit.fluxcd.io/v1`. */
  readonly serves: Set<string>;
  /** Paths of what was applied, dry runs left out. */
  readonly applied: string[];
}

/** What a controller of the cluster does after an object was applied. */
export type React = (object: KubeObject, cluster: Cluster) => void;

/** Starts one, does the work, and ends it. */
export async function withCluster(react: React, work: (cluster: Cluster) => Promise<void>): Promise<void> {
  const state = { objects: new Map(), serves: new Set(["v1", "apps/v1"]), applied: [] as string[] };
  let cluster: Cluster | undefined;
  await withServer(
    (asked, response) => {
      const [status, body] = cluster ? answer(cluster, react, asked) : [503, {}];
      response.writeHead(status).end(JSON.stringify(body));
    },
    async (url) => {
      cluster = { url, ...state };
      await work(cluster);
    },
  );
}

/** Status and body. */
function answer(cluster: Cluster, react: React, { method, url, body }: Asked): [number, unknown] {
  const { pathname, searchParams } = new URL(url, cluster.url);
  if (pathname === "/version") return [200, { gitVersion: "v1.36.3" }];
  if (pathname.endsWith("/selfsubjectaccessreviews")) return [201, { status: { allowed: true } }];
  const [, version = "", rest = ""] = /^\/(?:apis\/([^/]+\/[^/]+)|api\/v1)\/?(.*)$/.exec(pathname) ?? [];
  const group = pathname.startsWith("/api/") ? "v1" : version;
  if (!cluster.serves.has(group)) return [404, {}];
  if (rest === "") return [200, { resources: resourcesOf(group) }];
  if (method === "PATCH") {
    const object = JSON.parse(body) as KubeObject;
    if (searchParams.has("dryRun")) return [200, object];
    cluster.objects.set(pathname, object);
    cluster.applied.push(pathname);
    react(object, cluster);
    return [200, object];
  }
  const object = cluster.objects.get(pathname);
  if (object) return [200, object];
  return isList(rest) ? [200, { metadata: {}, items: itemsBelow(cluster, group, rest) }] : [404, {}];
}

/** Of the kinds that we know; Flux is the reason that they are asked for. */
function resourcesOf(group: string): object[] {
  return Object.values(kinds)
    .filter(({ apiVersion }) => apiVersion === group)
    .map(({ kind, plural }) => ({ kind, name: plural, namespaced: kind !== "Namespace" }));
}

function isList(rest: string): boolean {
  return /^(namespaces\/[^/]+\/)?[^/]+$/.test(rest) && !/^namespaces\/[^/]+$/.test(rest);
}

function itemsBelow({ objects }: Cluster, group: string, rest: string): KubeObject[] {
  const plural = rest.split("/").at(-1);
  return [...objects].flatMap(([path, object]) =>
    object.apiVersion === group && path.split("/").at(-2) === plural ? [object] : [],
  );
}

/** A kubeconfig of the cluster. */
export function kubeconfigOf(server: string): string {
  return JSON.stringify({
    clusters: [{ name: "home", cluster: { server, "insecure-skip-tls-verify": true } }],
    users: [{ name: "me", user: { token: "a-token-for-the-cluster" } }],
    contexts: [{ name: "home", context: { cluster: "home", user: "me" } }],
    "current-context": "home",
  });
}
