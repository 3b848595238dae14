import { type Change, isKubeError, type KubeApi, type KubeError, type Where } from "./api.ts";
import type { Kind } from "./kinds.ts";
import type { KubeObject } from "./object.ts";

/** Who hears of changes. */
export interface Listener {
  /** All there are; what was heard of before and is not among them is gone. */
  all(objects: readonly KubeObject[]): void;
  changed(change: Change): void;
  /** The server could not be asked; it will be asked again. */
  lost(error: KubeError): void;
}

export type Sleep = (milliseconds: number, signal: AbortSignal) => Promise<void>;

/** Milliseconds before the server is asked again after a failure. */
const pause = 1000;

/**
 * Lists a kind and then hears of every change, until the signal: by watch, never by polling. A stream that ends is taken
 * up where it ended; one that the server has forgotten begins with a new list.
 */
export async function follow(
  api: KubeApi,
  kind: Kind,
  where: Where,
  listener: Listener,
  { signal, sleep }: { readonly signal: AbortSignal; readonly sleep: Sleep },
): Promise<void> {
  let from: string | undefined;
  while (!signal.aborted) {
    try {
      from ??= await listAll(api, kind, where, listener);
      const before = from;
      for await (const change of api.watch(kind, { ...where, resourceVersion: from }, signal)) {
        from = change.object.metadata.resourceVersion ?? from;
        if (change.type !== "BOOKMARK") listener.changed(change);
      }
      // A proxy that ends every stream at once must not be asked without a rest.
      if (from === before) await sleep(pause, signal);
    } catch (error) {
      if (signal.aborted) return;
      if (!isKubeError(error)) throw error;
      from = undefined;
      if (error.reason === "expired") continue;
      listener.lost(error);
      await sleep(pause, signal);
    }
  }
}

async function listAll(api: KubeApi, kind: Kind, where: Where, listener: Listener): Promise<string> {
  const { items, resourceVersion } = await api.list(kind, where);
  listener.all(items);
  return resourceVersion;
}
