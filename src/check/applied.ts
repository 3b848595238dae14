import { posix } from "node:path";
import { type Folders, resolvePath } from "./folders.ts";
import type { Kustomization } from "./kustomizations.ts";
import { isManifestPath, type Manifest } from "./manifests.ts";
import { isClusterScoped } from "./scope.ts";
import { get, text } from "./value.ts";

/** An object as it reaches the cluster: with the namespace that kustomize and Flux give it. */
export interface Applied {
  readonly manifest: Manifest;
  readonly kind: string;
  readonly name: string;
  /** Undefined for objects without one, and where it cannot be known. */
  readonly namespace: string | undefined;
  /** What overrides the namespace that the manifest names; undefined when nothing does. */
  readonly override: string | undefined;
  /** The Flux Kustomization that applies it; undefined for what is applied from outside. */
  readonly by: Applied | undefined;
}

export interface ApplyInput {
  readonly folders: Folders;
  readonly kustomizations: ReadonlyMap<string, Kustomization>;
  readonly manifests: readonly Manifest[];
  /** Folders that something outside of the tree applies. */
  readonly entries: readonly string[];
}

interface Build {
  readonly namespace: string | undefined;
  readonly by: Applied | undefined;
  /** Folders on the way here, so that a circle of kustomizations ends. */
  readonly within: readonly string[];
}

export const FLUX_KUSTOMIZE = "kustomize.toolkit.fluxcd.io";

/** True for a Flux Kustomization, which is not a kustomization file. */
export function isFluxKustomization(object: { readonly manifest: Manifest }): boolean {
  return object.manifest.kind === "Kustomization" && object.manifest.group === FLUX_KUSTOMIZE;
}

/** The folder that a Flux Kustomization applies; undefined when it leaves the root. */
export function appliedFolder(object: { readonly manifest: Manifest }): string | undefined {
  return resolvePath(".", text(get(object.manifest.value, "spec", "path")) ?? ".");
}

interface Walk extends ApplyInput {
  readonly byPath: ReadonlyMap<string, readonly Manifest[]>;
  readonly applied: Applied[];
  /** Flux Kustomizations whose folders were followed already. */
  readonly followed: Set<string>;
  readonly visited: Set<string>;
}

export interface AppliedTree {
  readonly applied: readonly Applied[];
  /** Folders whose kustomization is applied. */
  readonly visited: ReadonlySet<string>;
}

/**
 * Follows the tree as Flux does: from the entries through kustomizations to objects, and from each
 * Flux Kustomization to its folder. Outer namespaces win, `targetNamespace` over all.
 */
export function applyTree(input: ApplyInput): AppliedTree {
  const byPath = new Map<string, Manifest[]>();
  for (const manifest of input.manifests)
    byPath.set(manifest.path, [...(byPath.get(manifest.path) ?? []), manifest]);
  const walk: Walk = { ...input, byPath, applied: [], followed: new Set(), visited: new Set() };
  for (const entry of input.entries)
    applyFolder(walk, entry, { namespace: undefined, by: undefined, within: [] });
  return { applied: walk.applied, visited: walk.visited };
}

function applyFile(walk: Walk, path: string, build: Build): void {
  for (const manifest of walk.byPath.get(path) ?? []) {
    const object = place(manifest, build);
    walk.applied.push(object);
    if (isFluxKustomization(object)) follow(walk, object);
  }
}

function follow(walk: Walk, object: Applied): void {
  const folder = appliedFolder(object);
  const key = JSON.stringify([object.manifest.path, object.manifest.index, object.namespace]);
  if (folder === undefined || walk.followed.has(key)) return;
  walk.followed.add(key);
  const namespace = text(get(object.manifest.value, "spec", "targetNamespace"));
  applyFolder(walk, folder, { namespace, by: object, within: [] });
}

function applyFolder(walk: Walk, folder: string, build: Build): void {
  if (build.within.includes(folder)) return;
  walk.visited.add(folder);
  const within = [...build.within, folder];
  const kustomization = walk.kustomizations.get(folder);
  if (kustomization) {
    applyEntries(walk, kustomization, {
      ...build,
      namespace: build.namespace ?? kustomization.namespace,
      within,
    });
  } else if (walk.folders.isNeighbours(folder)) {
    applyUnknown(walk, folder, { ...build, namespace: build.namespace ?? posix.basename(folder), within });
  } else {
    applyGenerated(walk, folder, { ...build, within });
  }
}

function applyEntries(walk: Walk, kustomization: Kustomization, build: Build): void {
  const seen = new Set<string>();
  for (const { role, target } of kustomization.entries) {
    if (role === "data" || target === undefined || seen.has(target)) continue;
    seen.add(target);
    if (!walk.folders.hasFolder(target)) applyFile(walk, target, build);
    else if (walk.kustomizations.has(target)) applyFolder(walk, target, build);
    else applyUnknown(walk, target, build);
  }
}

/** An index that is a neighbour's, or missing, cannot be read: it is taken to list what lies in its folder and the ks.yaml files below. */
function applyUnknown(walk: Walk, folder: string, build: Build): void {
  for (const path of walk.folders.files(folder)) applyFile(walk, path, build);
  for (const path of walk.folders.folders(folder).flatMap((child) => walk.folders.files(child))) {
    if (walk.byPath.get(path)?.some((manifest) => isFluxKustomization({ manifest })))
      applyFile(walk, path, build);
  }
}

/** A folder without a kustomization gets one from Flux: its loose manifests and its indexed subfolders. */
function applyGenerated(walk: Walk, folder: string, build: Build): void {
  for (const path of walk.folders.files(folder)) if (isManifestPath(path)) applyFile(walk, path, build);
  for (const child of walk.folders.folders(folder)) {
    const indexed = walk.kustomizations.has(child) || walk.folders.isNeighbours(child);
    if (indexed) applyFolder(walk, child, build);
    else applyGenerated(walk, child, build);
  }
}

function place(manifest: Manifest, { namespace: override, by }: Build): Applied {
  const { kind } = manifest;
  // kustomize's namespace transformer renames a Namespace object itself.
  if (kind === "Namespace") {
    return { manifest, kind, name: override ?? manifest.name, namespace: undefined, override, by };
  }
  if (isClusterScoped(kind))
    return { manifest, kind, name: manifest.name, namespace: undefined, override: undefined, by };
  const namespace = override ?? manifest.namespace ?? "default";
  return { manifest, kind, name: manifest.name, namespace, override, by };
}
