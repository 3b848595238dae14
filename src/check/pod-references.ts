import type { Applied } from "./applied.ts";
import { type Named, type Reference, toReferences } from "./reference.ts";
import type { Release } from "./release.ts";
import { listReleaseReferences } from "./release-references.ts";
import type { Tree } from "./tree.ts";
import { children, get, isMapping, list, type Path, type Value } from "./value.ts";

/**
 * The Secrets and ConfigMaps that pods are made to read, anywhere in an object: in pod templates, in the
 * `env` of custom resources, and in the values of a HelmRelease.
 */
export function listPodReferences(tree: Tree, object: Applied): Reference[] {
  const release =
    object.kind === "HelmRelease" ? tree.releases.find((each) => each.object === object) : undefined;
  const namespace = release ? release.namespace : object.namespace;
  const found = walk(object.manifest.value, []).flatMap((named) => toReferences(object, namespace, named));
  return [...found, ...releaseReferences(release)];
}

function releaseReferences(release: Release | undefined): Reference[] {
  return release ? listReleaseReferences(release) : [];
}

function walk(value: Value, path: Path): Named[] {
  return children({ value, path }).flatMap((child) => {
    const here = namedAt(String(child.path.at(-1)), child.value, child.path);
    return typeof child.value === "object" ? [...here, ...walk(child.value ?? null, child.path)] : here;
  });
}

function namedAt(key: string, value: Value, path: Path): Named[] {
  switch (key) {
    case "secretKeyRef":
      return [{ kind: "Secret", value, path }];
    case "configMapKeyRef":
      return [{ kind: "ConfigMap", value, path }];
    case "envFrom":
      return items(value, path).flatMap(([item, at]) => [
        { kind: "Secret", value: get(item, "secretRef"), path: [...at, "secretRef"] },
        { kind: "ConfigMap", value: get(item, "configMapRef"), path: [...at, "configMapRef"] },
      ]);
    case "imagePullSecrets":
      return items(value, path).map(([item, at]) => ({ kind: "Secret", value: item, path: at }));
    case "volumes":
      return items(value, path).flatMap(([item, at]) => [
        ...volume(item, at, "secretName"),
        ...projected(item, at),
      ]);
    default:
      return [];
  }
}

function projected(item: Value, path: Path): Named[] {
  const sources = items(get(item, "projected", "sources"), [...path, "projected", "sources"]);
  return sources.flatMap(([source, at]) => volume(source, at, "name"));
}

function volume(item: Value, path: Path, secretField: string): Named[] {
  return [
    { kind: "Secret", value: get(item, "secret"), path: [...path, "secret"], field: secretField },
    { kind: "ConfigMap", value: get(item, "configMap"), path: [...path, "configMap"] },
  ];
}

function items(value: Value | undefined, path: Path): [Value, Path][] {
  return list(value).flatMap((item, index) =>
    isMapping(item) ? [[item, [...path, index]] as [Value, Path]] : [],
  );
}
