import { posix } from "node:path";
import type { Files } from "../files.ts";
import { type Applied, appliedFolder, applyTree, isFluxKustomization } from "./applied.ts";
import type { CheckContext, External } from "./context.ts";
import type { Documents, ParsedFile } from "./documents.ts";
import { readDocuments } from "./documents.ts";
import { type Fact, factsOf, generatedFacts } from "./facts.ts";
import { type Folders, folderOf, readFolders } from "./folders.ts";
import { isLocal } from "./identity.ts";
import { dataPaths, type Kustomization, readKustomizations } from "./kustomizations.ts";
import { byName } from "./lookup.ts";
import { type Manifest, type Manifests, readManifests } from "./manifests.ts";
import { namespacesOfOthers } from "./other-repositories.ts";
import { type Release, toRelease } from "./release.ts";
import { get, text } from "./value.ts";

/** Everything that the rules read, made once. */
export interface Tree {
  readonly files: Files;
  readonly context: CheckContext;
  readonly parsed: readonly ParsedFile[];
  readonly folders: Folders;
  readonly kustomizations: ReadonlyMap<string, Kustomization>;
  readonly data: ReadonlySet<string>;
  readonly manifests: readonly Manifest[];
  /** Objects that reach the cluster. */
  readonly applied: readonly Applied[];
  /** Manifests that nothing applies. */
  readonly orphans: readonly Manifest[];
  /** Folders whose kustomization is applied. */
  readonly visited: ReadonlySet<string>;
  /** The applied objects, and the orphans with the namespace they would most likely have. */
  readonly objects: readonly Applied[];
  readonly releases: readonly Release[];
  readonly facts: ReadonlyMap<string, readonly Fact[]>;
  readonly external: readonly External[];
  /** Names of the folders that hold files of others, and of namespaces that another repository fills. */
  readonly shared: ReadonlySet<string>;
  /** Text of files that could not be read whole; what they name may exist. */
  readonly unreadable: readonly string[];
}

/** What every cluster with Flux has, and what `bootstrap` puts there. */
const ALWAYS: readonly External[] = [
  { kind: "GitRepository", namespace: "flux-system", name: "flux-system" },
  { kind: "Kustomization", namespace: "flux-system", name: "flux-system" },
  { kind: "Secret", namespace: "flux-system", name: "sops-age" },
  ...["default", "flux-system", "kube-system", "kube-public", "kube-node-lease"].map((name) => ({
    kind: "Namespace",
    name,
  })),
];

/** Reads the files into a tree; `problems` of reading belong to the documents and manifests. */
export function readTree(files: Files, context: CheckContext): Tree & { problems: Documents["problems"] } {
  const documents = readDocuments(files);
  const kustomizations = readKustomizations(documents.files);
  const data = dataPaths(kustomizations.values());
  const read: Manifests = readManifests(documents.files, data);
  const folders = readFolders(files.keys(), context.present ?? new Set());
  const { manifests } = read;
  const entries = context.entries ?? findEntries(folders, kustomizations, manifests);
  const { applied, visited } = applyTree({ folders, kustomizations, manifests, entries });
  const reached = new Set(applied.map(({ manifest }) => manifest));
  const orphans = manifests.filter((manifest) => !reached.has(manifest));
  const objects = [...applied, ...orphans.map((manifest) => guessed(manifest, applied))];
  const releases = objects.filter(({ manifest }) => manifest.kind === "HelmRelease").map(withChart(objects));
  const generated = [...kustomizations.values()].flatMap((index) =>
    generatedFacts(index, namespaceIn(index.folder, applied) ?? index.namespace),
  );
  const facts = byName([
    ...factsOf(
      objects.filter((object) => !isLocal(object)),
      releases,
    ),
    ...generated,
  ]);
  const others = namespacesOfOthers(objects);
  const elsewhere = others.map((namespace) => ({ kind: "Service", name: "*", namespace }));
  const external = [...ALWAYS, ...(context.external ?? []), ...elsewhere];
  const theirs = [...(context.present ?? [])].filter((path) => !files.has(path));
  const shared = new Set([...theirs.flatMap((path) => path.split("/").slice(0, -1)), ...others]);
  const problems = [...documents.problems, ...read.problems];
  const broken = new Set(problems.map(({ at }) => at?.file));
  const unreadable = [...files].filter(([path]) => broken.has(path)).map(([, file]) => file.text);
  const parsed = documents.files;
  return {
    ...{
      files,
      context,
      parsed,
      folders,
      kustomizations,
      data,
      manifests,
      applied,
      orphans,
      visited,
      objects,
    },
    ...{ releases, facts, external, shared, unreadable, problems },
  };
}

function findEntries(
  folders: Folders,
  kustomizations: ReadonlyMap<string, Kustomization>,
  manifests: readonly Manifest[],
): readonly string[] {
  for (const folder of ["kubernetes/flux/cluster", "kubernetes/apps"]) {
    if (manifests.some(({ path }) => path.startsWith(`${folder}/`))) return [folder];
  }
  const fluxFolders = manifests
    .filter((manifest) => isFluxKustomization({ manifest }))
    .map((manifest) => appliedFolder({ manifest }));
  const named = new Set([
    ...[...kustomizations.values()].flatMap(({ entries }) => entries.map(({ target }) => target)),
    ...fluxFolders,
  ]);
  const tops = [...kustomizations.keys()].filter((folder) => !named.has(folder));
  return tops.length > 0 || !folders.hasFolder(".") ? tops : ["."];
}

function guessed(manifest: Manifest, applied: readonly Applied[]): Applied {
  const namespace = manifest.namespace ?? namespaceIn(folderOf(manifest.path), applied);
  return {
    manifest,
    kind: manifest.kind,
    name: manifest.name,
    namespace,
    override: undefined,
    by: undefined,
  };
}

function namespaceIn(folder: string, applied: readonly Applied[]): string | undefined {
  return applied.find(({ manifest, namespace }) => namespace && folderOf(manifest.path) === folder)
    ?.namespace;
}

function withChart(objects: readonly Applied[]): (object: Applied) => Release {
  return (object) => {
    const { spec } = object.manifest.value;
    const inline = text(get(spec, "chart", "spec", "chart"));
    const reference = text(get(spec, "chartRef", "name"));
    const source = objects.find(({ kind, name }) => kind === "OCIRepository" && name === reference);
    const url = text(get(source?.manifest.value, "spec", "url"));
    const version =
      text(get(source?.manifest.value, "spec", "ref", "tag")) ?? text(get(spec, "chart", "spec", "version"));
    return toRelease(object, inline ?? (url ? posix.basename(url) : undefined), version);
  };
}
