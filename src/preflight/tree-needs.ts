import { fieldOf, listOf, textOf } from "../kubernetes/object.ts";
import { parseAllDocuments } from "../yaml-text.ts";

/** A kind that the tree uses. */
export interface NeededKind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly path: string;
  /** True when what is applied before may bring it. */
  readonly mayCome: boolean;
}

/** A Secret with the age key that a Flux Kustomization names. */
export interface NamedKey {
  readonly namespace: string;
  readonly secret: string;
}

export interface TreeNeeds {
  readonly kinds: readonly NeededKind[];
  /** Folders that the tree's Flux Kustomizations apply, without `./`. */
  readonly folders: readonly string[];
  readonly keys: readonly NamedKey[];
}

interface Part {
  readonly name: string;
  readonly path: string;
  readonly needs: readonly string[];
}

/** Kustomize's own file is no object. */
const noObject = /^kustomize\.config\.k8s\.io\//;

/** What the files of a tree want of the cluster: each kind once, and the Secrets that they are decrypted with. */
export function treeNeeds(files: ReadonlyMap<string, string>): TreeNeeds {
  const documents = [...files]
    .filter(([path]) => /^kubernetes\/.*\.ya?ml$/.test(path))
    .flatMap(([path, text]) => documentsIn(text).map((value) => ({ path, value })));
  const flux = documents.filter(({ value }) => isFlux(value));
  const parts = flux.map(({ value }) => partOf(value));
  const bringing = new Set(parts.filter((part) => hasRelease(part, documents)).map(({ name }) => name));
  const kinds = new Map<string, NeededKind>();
  for (const { path, value } of documents) {
    const [apiVersion, kind] = [textOf(value, "apiVersion"), textOf(value, "kind")];
    if (apiVersion === undefined || kind === undefined || noObject.test(apiVersion)) continue;
    const found = { apiVersion, kind, path, mayCome: mayCome(path, parts, bringing) };
    const known = kinds.get(`${apiVersion}/${kind}`);
    if (!known || (known.mayCome && !found.mayCome)) kinds.set(`${apiVersion}/${kind}`, found);
  }
  const folders = parts.map(({ path }) => path.replace(/\/$/, ""));
  return { kinds: [...kinds.values()], folders, keys: keysOf(flux.map(({ value }) => value)) };
}

function documentsIn(text: string): unknown[] {
  return parseAllDocuments(text).map((document): unknown => document.toJS());
}

function isFlux(value: unknown): boolean {
  return (
    textOf(value, "kind") === "Kustomization" && /^kustomize\.toolkit/.test(textOf(value, "apiVersion") ?? "")
  );
}

function partOf(value: unknown): Part {
  return {
    name: textOf(value, "metadata", "name") ?? "",
    path: `${(textOf(value, "spec", "path") ?? "").replace(/^\.\//, "")}/`,
    needs: listOf(value, "spec", "dependsOn").flatMap((each) => textOf(each, "name") ?? []),
  };
}

function hasRelease({ path }: Part, documents: readonly { path: string; value: unknown }[]): boolean {
  return documents.some((one) => one.path.startsWith(path) && textOf(one.value, "kind") === "HelmRelease");
}

/** True when the part that applies the file depends, over any number of steps, on one that installs a chart. */
function mayCome(path: string, parts: readonly Part[], bringing: ReadonlySet<string>): boolean {
  const around = parts
    .filter((part) => path.startsWith(part.path))
    .sort((a, b) => b.path.length - a.path.length);
  const queue = [...(around[0]?.needs ?? [])];
  for (const name of queue) {
    if (bringing.has(name)) return true;
    const further = parts.find((part) => part.name === name)?.needs ?? [];
    queue.push(...further.filter((next) => !queue.includes(next)));
  }
  return false;
}

function keysOf(kustomizations: readonly unknown[]): NamedKey[] {
  const found = kustomizations.flatMap((value): [string, NamedKey][] => {
    const secret = textOf(fieldOf(value, "spec", "decryption"), "secretRef", "name");
    const namespace = textOf(value, "metadata", "namespace");
    return secret === undefined || namespace === undefined
      ? []
      : [[`${namespace}/${secret}`, { namespace, secret }]];
  });
  return [...new Map(found).values()];
}
