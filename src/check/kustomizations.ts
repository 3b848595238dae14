import type { ParsedDocument, ParsedFile } from "./documents.ts";
import { folderOf, resolvePath } from "./folders.ts";
import { isKustomizationPath } from "./manifests.ts";
import { children, get, type Path, select, text, type Value } from "./value.ts";

/** A path that a kustomization names. */
export interface Entry {
  readonly role: "resource" | "component" | "data";
  readonly written: string;
  /** Relative to the root; undefined when it is remote or leaves the root. */
  readonly target: string | undefined;
  readonly at: Path;
}

/** The index of one folder, as kustomize reads it. */
export interface Kustomization {
  readonly folder: string;
  readonly document: ParsedDocument;
  readonly isComponent: boolean;
  readonly namespace: string | undefined;
  readonly entries: readonly Entry[];
}

/** Fields whose files are read as data or patches, never as objects of their own. */
const DATA = [
  "patches.*.path",
  "patchesStrategicMerge.*",
  "patchesJson6902.*.path",
  "replacements.*.path",
  "configurations.*",
  "crds.*",
  "transformers.*",
  "generators.*",
  "validators.*",
  "openapi.path",
  "configMapGenerator.*.env",
  "configMapGenerator.*.envs.*",
  "secretGenerator.*.env",
  "secretGenerator.*.envs.*",
];

/** Every kustomization among the files, by its folder. */
export function readKustomizations(files: readonly ParsedFile[]): ReadonlyMap<string, Kustomization> {
  const found = new Map<string, Kustomization>();
  for (const file of files) {
    const document = file.documents[0];
    if (document && isKustomizationPath(file.path))
      found.set(folderOf(file.path), readKustomization(document));
  }
  return found;
}

/** The files that some kustomization reads as data. */
export function dataPaths(kustomizations: Iterable<Kustomization>): ReadonlySet<string> {
  const paths = new Set<string>();
  for (const { entries } of kustomizations) {
    for (const { role, target } of entries) if (role === "data" && target) paths.add(target);
  }
  return paths;
}

function readKustomization(document: ParsedDocument): Kustomization {
  const { value } = document;
  const folder = folderOf(document.file);
  return {
    folder,
    document,
    isComponent: get(value, "kind") === "Component",
    namespace: text(get(value, "namespace")),
    entries: [
      ...read(folder, value, "resource", ["resources.*", "bases.*"]),
      ...read(folder, value, "component", ["components.*"]),
      ...read(folder, value, "data", DATA),
      ...generatorFiles(folder, value),
    ],
  };
}

function read(folder: string, value: Value, role: Entry["role"], patterns: readonly string[]): Entry[] {
  return patterns.flatMap((pattern) =>
    select(value, pattern).flatMap(({ value: written, path }) =>
      typeof written === "string" && !written.includes("\n") ? [toEntry(folder, role, written, path)] : [],
    ),
  );
}

/** Generators may give the file another name in the ConfigMap: `config.yaml=./resources/config.yaml`. */
function generatorFiles(folder: string, value: Value): Entry[] {
  const files = ["configMapGenerator.*.files", "secretGenerator.*.files"].flatMap((pattern) =>
    select(value, pattern),
  );
  return files.flatMap(children).flatMap(({ value: written, path }) => {
    if (typeof written !== "string") return [];
    return [toEntry(folder, "data", written.slice(written.indexOf("=") + 1), path)];
  });
}

function toEntry(folder: string, role: Entry["role"], written: string, at: Path): Entry {
  return { role, written, target: resolvePath(folder, written), at };
}
