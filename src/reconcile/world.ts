import type { Change } from "../kubernetes/api.ts";
import { type KubeObject, keyOfObject } from "../kubernetes/object.ts";

/** What is known of the cluster at one moment; each kind undefined until it was listed. */
export interface World {
  readonly sources: ReadonlyMap<string, KubeObject> | undefined;
  readonly kustomizations: ReadonlyMap<string, KubeObject> | undefined;
  readonly releases: ReadonlyMap<string, KubeObject> | undefined;
}

export type Shelf = keyof World;

export const emptyWorld: World = { sources: undefined, kustomizations: undefined, releases: undefined };

/** The world after a list: what is not in it is gone. */
export function withAll(world: World, shelf: Shelf, objects: readonly KubeObject[]): World {
  return { ...world, [shelf]: new Map(objects.map((object) => [keyOfObject(object), object])) };
}

/** The world after one change. */
export function withChange(world: World, shelf: Shelf, { type, object }: Change): World {
  const next = new Map(world[shelf]);
  if (type === "DELETED") next.delete(keyOfObject(object));
  else next.set(keyOfObject(object), object);
  return { ...world, [shelf]: next };
}
