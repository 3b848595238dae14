import type { KubeClient } from "./kube-client.ts";
import { reasonOf } from "./kube-client.ts";
import type { KubeObject } from "./kube-object.ts";

interface Resource {
  readonly path: string;
  readonly namespaced: boolean;
}

/** Resources by `apiVersion/kind`. */
export type Resources = ReadonlyMap<string, Resource>;

interface Discovered {
  readonly items: readonly {
    readonly metadata?: { readonly name?: string };
    readonly versions: readonly {
      readonly version: string;
      readonly resources?: readonly {
        readonly resource: string;
        readonly responseKind?: { readonly kind: string };
        readonly scope: "Namespaced" | "Cluster";
      }[];
    }[];
  }[];
}

const accept = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

/** Every kind that the server knows at this moment. */
export async function discover(ask: KubeClient): Promise<Resources> {
  const found = new Map<string, Resource>();
  for (const root of ["/api", "/apis"]) {
    const answer = await ask(root, { accept });
    if (answer.status !== 200) throw new Error(`no discovery: ${reasonOf(answer)}`);
    for (const { metadata, versions } of (answer.body as Discovered).items) {
      const group = metadata?.name ?? "";
      for (const { version, resources = [] } of versions) {
        const apiVersion = group === "" ? version : `${group}/${version}`;
        for (const { resource, responseKind, scope } of resources) {
          const namespaced = scope === "Namespaced";
          found.set(`${apiVersion}/${responseKind?.kind ?? resource}`, {
            path: `${root}/${apiVersion} ${resource}`,
            namespaced,
          });
        }
      }
    }
  }
  return found;
}

/** True or false as the kind lives in namespaces; undefined when the server does not know it. */
export function isNamespaced(resources: Resources, object: KubeObject): boolean | undefined {
  return resources.get(`${object.apiVersion}/${object.kind}`)?.namespaced;
}

/** Where the object lives on the server; undefined when the server does not know its kind. */
export function pathOf(resources: Resources, object: KubeObject): string | undefined {
  const resource = resources.get(`${object.apiVersion}/${object.kind}`);
  const [root, plural] = resource?.path.split(" ") ?? [];
  if (!resource || !root || !plural) return undefined;
  const { name, namespace = "default" } = object.metadata;
  const within = resource.namespaced ? `/namespaces/${encodeURIComponent(namespace)}` : "";
  return `${root}${within}/${plural}/${encodeURIComponent(name)}`;
}
