import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { isMap, isScalar, LineCounter } from "yaml";
import type { Position } from "../problem.ts";
import { parseAllDocuments } from "../yaml-text.ts";
import { readTree, textOf } from "./tree.ts";

/** A kustomization.yaml of a neighbour that moves what it lists into a namespace. */
export interface NamespaceTransform {
  readonly namespace: string;
  readonly at: Position;
}

/** What others have in the repository, as far as it decides what we write. */
export interface Neighbourhood {
  /** Namespaces that a manifest beside ours already declares. */
  readonly namespaces: ReadonlySet<string>;
  /** True when a Flux Kustomization beside ours already applies kubernetes/apps. */
  readonly root: boolean;
  /** By folder below kubernetes/apps. */
  readonly transforms: ReadonlyMap<string, NamespaceTransform>;
}

const limit = 500;

/** Looks at the manifests below kubernetes/ that are not ours; `owned` are the paths of the lock file. */
export async function readNeighbours(root: string, owned: ReadonlySet<string>): Promise<Neighbourhood> {
  const apps = await yamlBelow(root, "kubernetes/apps", 1, owned);
  const flux = await yamlBelow(root, "kubernetes/flux", 3, owned);
  const texts = await readTree(root, [...apps, ...flux]);
  const namespaces = new Set<string>();
  const transforms = new Map<string, NamespaceTransform>();
  let hasRoot = false;
  for (const [path, bytes] of texts.value?.files ?? []) {
    for (const found of manifestsOf(path, textOf(bytes))) {
      if (found.kind === "Namespace" && found.name) namespaces.add(found.name);
      if (found.transform && isKustomizationFile(path)) transforms.set(folderOf(path), found.transform);
      hasRoot ||= found.fluxPath === "kubernetes/apps";
    }
  }
  return { namespaces, root: hasRoot, transforms };
}

/** `kubernetes/apps/cache/kustomization.yaml` belongs to the folder `cache`. */
function folderOf(path: string): string {
  return path.split("/").at(-2) ?? "";
}

function isKustomizationFile(path: string): boolean {
  return /\/kustomization\.ya?ml$/.test(path);
}

async function yamlBelow(
  root: string,
  folder: string,
  depth: number,
  owned: ReadonlySet<string>,
): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name));
  const own = files.map((entry) => `${folder}/${entry.name}`).filter((path) => !owned.has(path));
  if (depth === 0) return own;
  const folders = entries.filter((entry) => entry.isDirectory()).slice(0, limit);
  const below = folders.map((entry) => yamlBelow(root, `${folder}/${entry.name}`, depth - 1, owned));
  return [...own, ...(await Promise.all(below)).flat()].slice(0, limit);
}

interface Found {
  readonly kind: string;
  readonly name: string | undefined;
  readonly fluxPath: string | undefined;
  readonly transform: NamespaceTransform | undefined;
}

function* manifestsOf(path: string, text: string): Iterable<Found> {
  if (!/^kind:|^namespace:|^\{/m.test(text)) return;
  const lineCounter = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter, logLevel: "silent" });
  for (const document of Array.isArray(documents) ? documents : []) {
    if (!isMap(document.contents)) continue;
    const node = document.contents.get("namespace", true);
    const namespace = isScalar(node) && typeof node.value === "string" ? node.value : undefined;
    const { line, col } = lineCounter.linePos((isScalar(node) ? node.range?.[0] : 0) ?? 0);
    const at = { file: path, line, column: col };
    yield {
      kind: String(document.get("kind") ?? ""),
      name: asText(document.getIn(["metadata", "name"])),
      fluxPath: asText(document.getIn(["spec", "path"]))?.replace(/^\.?\/+|\/+$/g, ""),
      transform: namespace === undefined ? undefined : { namespace, at },
    };
  }
}

function asText(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
