import { isDeepStrictEqual } from "node:util";
import type { FluxPlatform } from "./flux-platform.ts";
import { identityOf, isKubeObject, type KubeObject } from "./kube-object.ts";
import { pathOf } from "./kube-resources.ts";
import type { Placed } from "./placed.ts";

/** One entry for each question, with what was wrong. */
export type Checks = readonly { readonly failure?: string }[];

/** Objects of the cluster by identity. */
export type Snapshot = ReadonlyMap<string, KubeObject>;

type Reach = Pick<FluxPlatform, "server" | "resources">;

/** Every object is there, and Secrets and ConfigMaps hold their data byte for byte. */
export async function compareWithCluster(platform: Reach, objects: readonly Placed[]): Promise<Checks> {
  return Promise.all(
    objects.map(async ({ object }) => {
      const live = await read(platform, object);
      if (!live) return { failure: `${identityOf(object)} is missing` };
      const same = !holdsData(object) || isDeepStrictEqual(dataOf(live), dataOf(object));
      return same ? {} : { failure: `${identityOf(object)} holds other data` };
    }),
  );
}

/** What is no longer rendered is gone, unless it says that it must not be pruned, as namespaces and databases do. */
export async function goneFrom(
  platform: Reach,
  before: readonly Placed[],
  after: readonly Placed[],
): Promise<Checks> {
  const kept = new Set(after.map(({ object }) => identityOf(object)));
  const gone = before.filter(({ object }) => !kept.has(identityOf(object)));
  return Promise.all(
    gone.map(async ({ object }) => {
      const isThere = (await read(platform, object)) !== undefined;
      const isKept = annotationsOf(object)["kustomize.toolkit.fluxcd.io/prune"] === "disabled";
      return isThere === isKept
        ? {}
        : { failure: `${identityOf(object)} is ${isThere ? "still there" : "gone"}` };
    }),
  );
}

export async function snapshotOf(platform: Reach, objects: readonly Placed[]): Promise<Snapshot> {
  const live = await Promise.all(
    objects.map(async ({ object }) => [identityOf(object), await read(platform, object)] as const),
  );
  return new Map(live.flatMap(([key, object]) => (object ? [[key, object]] : [])));
}

/**
 * What stays is the same object as before; what is also rendered as before has the same specification, and so has
 * what was never ours.
 */
export async function untouched(
  platform: Reach,
  before: Snapshot,
  renderedBefore: readonly Placed[],
  renderedAfter: readonly Placed[],
): Promise<Checks> {
  const after = new Map(renderedAfter.map(({ object }) => [identityOf(object), object]));
  const ours = new Map(renderedBefore.map(({ object }) => [identityOf(object), object]));
  const stays = [...before].filter(([key]) => after.has(key) || !ours.has(key));
  return Promise.all(
    stays.map(async ([key, was]) => {
      const is = await read(platform, was);
      if (!is || is.metadata.uid !== was.metadata.uid) return { failure: `${key} is another object` };
      const unchanged = isDeepStrictEqual(ours.get(key), after.get(key));
      const same = !unchanged || isDeepStrictEqual(contentOf(is), contentOf(was));
      return same ? {} : { failure: `${key} was changed` };
    }),
  );
}

async function read({ server, resources }: Reach, object: KubeObject): Promise<KubeObject | undefined> {
  const { status, body } = await server.ask(pathOf(resources, object) ?? "/");
  if (status === 404) return undefined;
  if (status !== 200 || !isKubeObject(body))
    throw new Error(`${identityOf(object)} cannot be read (${status})`);
  return body;
}

function annotationsOf({ metadata }: KubeObject): Readonly<Record<string, string>> {
  return (metadata.annotations ?? {}) as Readonly<Record<string, string>>;
}

/** All but what every controller writes. */
function contentOf({ metadata, status: _status, ...content }: KubeObject): object {
  return { ...content, labels: metadata.labels, annotations: metadata.annotations };
}

function holdsData({ apiVersion, kind }: KubeObject): boolean {
  return apiVersion === "v1" && (kind === "Secret" || kind === "ConfigMap");
}

function dataOf({ kind, data = {}, stringData = {} }: KubeObject): Record<string, string> {
  const encoded = Object.entries(data as Readonly<Record<string, string>>).map(([key, text]) =>
    kind === "Secret" ? [key, Buffer.from(text, "base64").toString("utf8")] : [key, text],
  );
  return { ...Object.fromEntries(encoded), ...(stringData as Readonly<Record<string, string>>) };
}
