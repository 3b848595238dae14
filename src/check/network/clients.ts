import type { Applied } from "../applied.ts";
import { objectPods, type Pods, releasePods } from "../pods.ts";
import type { Release } from "../release.ts";
import type { Tree } from "../tree.ts";
import { children, get, select, text, type Value } from "../value.ts";

/** Pods beside every text that tells them where to connect to. */
export interface Client {
  readonly object: Applied;
  readonly pods: Pods;
  readonly texts: readonly string[];
}

const WORKLOADS: ReadonlySet<string> = new Set(["Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob"]);

/** The workloads whose environment can be read: app-template's controllers, and plain ones. */
export function listClients(tree: Tree): Client[] {
  const plain = tree.objects.filter(({ kind }) => WORKLOADS.has(kind));
  return [
    ...tree.releases.flatMap((release) => ofRelease(tree, release)),
    ...plain.flatMap((object) =>
      objectPods(object).map((pods) => ({
        object,
        pods,
        texts: environment(tree, pods, object.manifest.value),
      })),
    ),
  ];
}

/** The pods of database Clusters, beside the address of the object store that their plugin archives to. */
export function listArchivers(tree: Tree): Client[] {
  const clusters = tree.objects.filter(
    ({ kind, manifest }) => kind === "Cluster" && manifest.group === "postgresql.cnpg.io",
  );
  return clusters.flatMap((object) => {
    const names = select(object.manifest.value, "spec.plugins.*.parameters.barmanObjectName");
    const stores = tree.objects.filter(
      ({ kind, name, namespace }) =>
        kind === "ObjectStore" && namespace === object.namespace && names.some(({ value }) => value === name),
    );
    const texts = stores.flatMap(
      ({ manifest }) => text(get(manifest.value, "spec", "configuration", "endpointURL")) ?? [],
    );
    return objectPods(object).map((pods) => ({ object, pods, texts }));
  });
}

function ofRelease(tree: Tree, release: Release): Client[] {
  const { template, object } = release;
  if (!template) return [];
  const pods = releasePods(release);
  const mounted = template.items("persistence").map(({ value }) => get(value, "name"));
  const configs = tree.objects.filter(
    ({ kind, name, namespace }) =>
      kind === "ConfigMap" && mounted.includes(name) && namespace === release.namespace,
  );
  const written = configs.flatMap(({ manifest }) => strings(manifest.value.data ?? null));
  return template.items("controllers").flatMap(({ value }, index) => {
    const own = pods[index];
    return own ? [{ object, pods: own, texts: [...written, ...environment(tree, own, value)] }] : [];
  });
}

function strings(value: Value): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object"
    ? children({ value, path: [] }).flatMap((each) => strings(each.value))
    : [];
}

/** `NAME=value` of every `env` below, and values of `envFrom`, from Secrets as well, but for lists of hosts that need no proxy. */
function environment(tree: Tree, pods: Pods, value: Value): string[] {
  return children({ value, path: [] }).flatMap((entry) => {
    if (entry.path[0] === "envFrom")
      return children(entry).flatMap(({ value: item }) => whole(tree, pods, item));
    if (entry.path[0] !== "env")
      return typeof entry.value === "object" ? environment(tree, pods, entry.value) : [];
    return children(entry).flatMap(({ value: item, path }) => {
      const name = text(get(item, "name")) ?? String(path.at(-1));
      if (/no_proxy/i.test(name)) return [];
      const reference = get(item, "valueFrom", "secretKeyRef");
      const written = text(item) ?? text(get(item, "value")) ?? secretText(tree, pods, reference);
      return written === undefined ? [] : `${name}=${written}`;
    });
  });
}

function secretText(tree: Tree, { namespace }: Pods, reference: Value | undefined): string | undefined {
  const name = text(get(reference, "name"));
  const found = tree.objects.find(
    (each) => each.kind === "Secret" && each.name === name && each.namespace === namespace,
  );
  return text(get(found?.manifest.value, "stringData", text(get(reference, "key")) ?? ""));
}

function whole(tree: Tree, { namespace }: Pods, source: Value): string[] {
  const found = tree.objects.filter(
    ({ kind, name, namespace: other }) =>
      other === namespace &&
      ((kind === "Secret" && name === get(source, "secretRef", "name")) ||
        (kind === "ConfigMap" && name === get(source, "configMapRef", "name"))),
  );
  return found.flatMap(({ manifest }) => {
    const { data = null, stringData = null } = manifest.value;
    return manifest.kind === "Secret" ? strings(stringData) : strings(data);
  });
}
