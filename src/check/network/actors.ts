import type { Applied } from "../applied.ts";
import { objectPods, type Pods, releasePods } from "../pods.ts";
import type { Release } from "../release.ts";
import type { Service } from "../services.ts";
import type { Tree } from "../tree.ts";
import type { Value } from "../value.ts";
import { podsBehind } from "./pods-behind.ts";
import { serversOf } from "./servers.ts";
import { writtenFor } from "./written-for.ts";

/** Pods with all that the files tell about whom they call and how they are called. */
export interface Actor {
  readonly name: string;
  readonly pods: Pods;
  /** Everything that is written for them to read; undefined where that cannot be known. */
  readonly texts: () => readonly string[] | undefined;
  /** Names that lead to them, and where they listen; undefined where that cannot be known. */
  readonly serves: { readonly hosts: readonly string[]; readonly ports: readonly number[] } | undefined;
}

const WORKLOADS: ReadonlySet<string> = new Set(["Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob"]);

/** Every pod of the tree. Of what operators and unknown charts make, nobody knows whom it calls. */
export function listActors(tree: Tree, services: readonly Service[]): Actor[] {
  const serving = servedBy(services);
  return [
    ...tree.objects.flatMap((object) => ofObject(tree, object, serving)),
    ...tree.releases.flatMap((release) => ofRelease(tree, release, serving)),
  ];
}

type Serving = (pods: Pods) => Actor["serves"];

function ofObject(tree: Tree, object: Applied, serving: Serving): Actor[] {
  const { name, kind, manifest } = object;
  const isKnown = WORKLOADS.has(kind);
  const texts = once(() => (isKnown ? writtenFor(tree, object.namespace, manifest.value) : undefined));
  const [server] = serversOf(object);
  const operand = server && { hosts: server.hosts, ports: [server.port] };
  return objectPods(object).map((pods) => ({ name, pods, texts, serves: operand ?? serving(pods) }));
}

function ofRelease(tree: Tree, release: Release, serving: Serving): Actor[] {
  const { template, object, namespace } = release;
  const spec: Value = object.manifest.value.spec ?? null;
  const texts = once(() => template && writtenFor(tree, namespace, spec));
  return releasePods(release).map((pods) => {
    return { name: object.name, pods, texts, serves: template && serving(pods) };
  });
}

/** How the Services of the tree lead to pods; nothing is known of pods without one. */
function servedBy(services: readonly Service[]): Serving {
  return (pods) => {
    const leading = services.filter(
      ({ namespace, selector }) => podsBehind([pods], namespace, selector).length > 0,
    );
    const ports = leading.flatMap((service) => service.ports?.map(({ target }) => target) ?? [undefined]);
    const known = ports.filter((port) => port !== undefined);
    if (leading.length === 0 || known.length < ports.length) return undefined;
    return { hosts: leading.map(({ name }) => name), ports: known };
  };
}

/** Most pods are never asked for their texts, some often. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
