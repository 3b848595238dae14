import { parseAllDocuments } from "yaml";
import { isKubeObject, type KubeObject } from "./kube-object.ts";
import type { Rendered } from "./rendered.ts";

/** An object, and the file that it stands in. */
export interface Placed {
  readonly path: string;
  readonly object: KubeObject;
}

const flux = "kustomize.toolkit.fluxcd.io";

/** Every object of a tree, in the namespace that Flux's targetNamespace gives it. */
export function placedObjects(files: Rendered, isNamespaced: (object: KubeObject) => boolean): Placed[] {
  const all = [...files]
    .filter(([path]) => /\.ya?ml$/.test(path))
    .flatMap(([path, text]) => objectsIn(text).map((object) => ({ path, object })));
  const targets = all.flatMap(({ object }) => targetOf(object));
  return all.map(({ path, object }) => ({
    path,
    object: isNamespaced(object) ? moved(object, namespaceFor(path, targets)) : object,
  }));
}

/** A kustomization.yaml names no object, so it is none. */
function objectsIn(text: string): KubeObject[] {
  const values = parseAllDocuments(text).map((document): unknown => document.toJS());
  return values.filter(isKubeObject);
}

interface Target {
  readonly folder: string;
  readonly namespace: string;
}

function targetOf({ apiVersion, spec }: KubeObject): Target[] {
  if (!apiVersion.startsWith(`${flux}/`)) return [];
  const { path, targetNamespace } = spec as { path: string; targetNamespace?: string };
  return targetNamespace ? [{ folder: `${path.replace(/^\.\//, "")}/`, namespace: targetNamespace }] : [];
}

function namespaceFor(path: string, targets: readonly Target[]): string | undefined {
  const around = targets.filter(({ folder }) => path.startsWith(folder));
  return around.sort((a, b) => b.folder.length - a.folder.length)[0]?.namespace;
}

function moved(object: KubeObject, namespace: string | undefined): KubeObject {
  return namespace === undefined ? object : { ...object, metadata: { ...object.metadata, namespace } };
}
