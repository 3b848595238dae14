import type { Change, KubeApi, Where } from "../../src/kubernetes/api.ts";
import { KubeError } from "../../src/kubernetes/api.ts";
import { type Kind, knownKind } from "../../src/kubernetes/kinds.ts";
import { type KubeObject, keyOf, keyOfObject, type Ref } from "../../src/kubernetes/object.ts";

/** What a controller of the fake does when an object was changed. */
export type Controller = (object: KubeObject, fake: FakeApi) => void;

export interface FakeApi extends KubeApi {
  readonly objects: Map<string, KubeObject>;
  /** Everything that was asked to change something. */
  readonly changes: string[];
  put(object: KubeObject): void;
  remove(ref: Ref): void;
  /** From now on every request fails like this. */
  fail(error: KubeError): void;
  logs: Map<string, string>;
}

/** An API server in memory, with watches, and controllers that act upon annotations. */
export function fakeApi(objects: readonly KubeObject[] = [], controller: Controller = () => {}): FakeApi {
  const there = new Map(objects.map((object) => [keyOfObject(object), object]));
  const listeners = new Set<(change: Change) => void>();
  const changes: string[] = [];
  const logs = new Map<string, string>();
  let failure: KubeError | undefined;
  const alive = () => {
    if (failure) throw failure;
  };
  const tell = (type: Change["type"], object: KubeObject) => {
    for (const listener of [...listeners]) listener({ type, object });
  };
  const modify = async (
    ref: Ref,
    what: string,
    change: (object: KubeObject) => KubeObject,
  ): Promise<KubeObject> => {
    alive();
    const object = there.get(keyOf(ref));
    if (!object) throw new KubeError("not-found", `${ref.name} not found`, 404);
    changes.push(`${what} ${ref.kind}/${ref.name}`);
    fake.put(change(object));
    controller(change(object), fake);
    return change(object);
  };
  const fake: FakeApi = {
    objects: there,
    changes,
    logs,
    put: (object) => {
      there.set(keyOfObject(object), object);
      tell("MODIFIED", object);
    },
    remove: (ref) => {
      const object = there.get(keyOf(ref));
      there.delete(keyOf(ref));
      if (object) tell("DELETED", object);
    },
    fail: (error) => {
      failure = error;
      for (const listener of [...listeners]) listener({ type: "BOOKMARK", object: dead });
    },
    version: async () => "1.36.3",
    kind: async (of) => knownKind(of) ?? { ...of, plural: `${of.kind.toLowerCase()}s` },
    serves: async () => true,
    get: async (ref) => {
      alive();
      return there.get(keyOf(ref));
    },
    list: async (kind, where) => {
      alive();
      return {
        items: [...there.values()].filter((object) => matches(object, kind, where)),
        resourceVersion: "1",
      };
    },
    watch: (kind, where, signal) => watching(listeners, kind, where, signal, alive),
    annotate: (ref, annotations) =>
      modify(ref, "annotate", (object) => ({ ...object, metadata: { ...object.metadata, annotations } })),
    suspend: (ref, suspend) =>
      modify(ref, suspend ? "suspend" : "resume", (object) => ({
        ...object,
        spec: { ...object.spec, suspend },
      })),
    apply: async (object, dry) => {
      alive();
      if (!dry) changes.push(`apply ${object.kind}/${object.metadata.name}`);
      if (!dry) fake.put(object);
      return object;
    },
    log: async ({ pod, container }) => logs.get(`${pod}/${container}`) ?? "",
    mayI: async () => true,
  };
  return fake;
}

const dead: KubeObject = { apiVersion: "v1", kind: "Nothing", metadata: { name: "dead" } };

function matches(object: KubeObject, kind: Kind, where: Where = {}): boolean {
  const isKind = object.kind === kind.kind && object.apiVersion === kind.apiVersion;
  const isThere = where.namespace === undefined || object.metadata.namespace === where.namespace;
  const wanted = (where.labels?.split(",") ?? []).map((pair) => pair.split("="));
  const isLabelled = wanted.every(([key = "", value]) => object.metadata.labels?.[key] === value);
  const name = /involvedObject\.name=([^,]+)/.exec(where.fields ?? "")?.[1];
  const involved = object.involvedObject as { name?: string } | undefined;
  return isKind && isThere && isLabelled && (name === undefined || involved?.name === name);
}

async function* watching(
  listeners: Set<(change: Change) => void>,
  kind: Kind,
  where: Where,
  signal: AbortSignal,
  alive: () => void,
): AsyncIterable<Change> {
  const queue: Change[] = [];
  let wake = () => {};
  const listener = (change: Change) => {
    queue.push(change);
    wake();
  };
  listeners.add(listener);
  const stop = () => wake();
  signal.addEventListener("abort", stop);
  try {
    while (!signal.aborted) {
      alive();
      const change = queue.shift();
      if (change && matches(change.object, kind, where)) yield change;
      if (queue.length === 0 && !signal.aborted)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  } finally {
    listeners.delete(listener);
    signal.removeEventListener("abort", stop);
  }
}
