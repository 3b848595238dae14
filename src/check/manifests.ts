import { posix } from "node:path";
import type { Position, Problem } from "../problem.ts";
import type { ParsedDocument, ParsedFile } from "./documents.ts";
import { error } from "./problems.ts";
import { get, isMapping, type Mapping, type Path, text } from "./value.ts";

/** A Kubernetes object as it is written in a file. */
export interface Manifest {
  readonly path: string;
  readonly index: number;
  readonly apiVersion: string;
  /** The API group; empty for the core group. */
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  readonly value: Mapping;
  readonly at: (path: Path) => Position;
}

export interface Manifests {
  readonly manifests: readonly Manifest[];
  readonly problems: readonly Problem[];
}

/** True for a path that kustomize reads as the index of a folder. */
export function isKustomizationPath(path: string): boolean {
  return ["kustomization.yaml", "kustomization.yml", "Kustomization"].includes(posix.basename(path));
}

/** True for a file that can hold manifests: dotted files and folders belong to other tools. */
export function isManifestPath(path: string): boolean {
  return !isKustomizationPath(path) && !path.split("/").some((segment) => segment.startsWith("."));
}

/**
 * The Kubernetes objects in the files, without the indexes of kustomize and the data files named in `data`.
 * Gives `not-a-mapping`, `missing-api-version`, `missing-kind` and `missing-name`.
 */
export function readManifests(files: readonly ParsedFile[], data: ReadonlySet<string>): Manifests {
  const problems: Problem[] = [];
  const manifests: Manifest[] = [];
  for (const file of files) {
    if (!isManifestPath(file.path) || data.has(file.path)) continue;
    for (const document of file.documents) {
      const manifest = readManifest(document, problems);
      if (manifest) manifests.push(manifest);
    }
  }
  return { manifests, problems };
}

function readManifest(document: ParsedDocument, problems: Problem[]): Manifest | undefined {
  const { value, at, file: path, index } = document;
  // Encrypted whole, as others do it: nothing can be said of it.
  if (text(get(value, "kind"))?.startsWith("ENC[")) return undefined;
  if (!isMapping(value)) {
    problems.push(
      error("not-a-mapping", at([]), "a manifest must be a mapping", "start with apiVersion and kind"),
    );
    return undefined;
  }
  const apiVersion = text(value.apiVersion);
  const kind = text(value.kind);
  const name = text(get(value, "metadata", "name"));
  const isList = kind?.endsWith("List") && Array.isArray(value.items);
  if (!apiVersion)
    problems.push(
      error(
        "missing-api-version",
        at(["apiVersion"]),
        "the manifest has no apiVersion",
        "name the API of its kind",
      ),
    );
  if (!kind)
    problems.push(
      error("missing-kind", at(["kind"]), "the manifest has no kind", "name the kind of the object"),
    );
  if (!name && !isList) {
    problems.push(
      error(
        "missing-name",
        at(["metadata", "name"]),
        "the manifest has no metadata.name",
        "give the object a name",
      ),
    );
  }
  if (!apiVersion || !kind || !name) return undefined;
  const namespace = text(get(value, "metadata", "namespace"));
  const group = apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
  return { path, index, apiVersion, group, kind, name, ...(namespace ? { namespace } : {}), value, at };
}
