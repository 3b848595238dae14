import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { isKustomizationPath } from "../manifests.ts";

/** Larger than any manifest; such files are data, and only their existence matters. */
const LARGEST = 2 * 1024 * 1024;
const TEXT = /\.(ya?ml|json|txt|conf|ini|toml|sql|lua|sh|env|md)$/;

/** Texts by path below a folder, with `/`. */
export type Texts = ReadonlyMap<string, string>;

/**
 * The files of an existing repository that the check stage can judge: everything beside or below a kustomization,
 * and other YAML that looks like a manifest. Hidden folders, `node_modules` and links are left out.
 */
export async function readFolder(root: string): Promise<Texts> {
  const paths = (await pathsBelow(root, "")).sort();
  const indexed = new Set(
    paths.filter(isKustomizationPath).map((path) => path.slice(0, path.lastIndexOf("/") + 1)),
  );
  const texts = await Promise.all(
    paths.map(async (path) => {
      const text = await textOf(join(root, path));
      return isWanted(path, text, indexed) ? ([[path, text]] as const) : [];
    }),
  );
  return new Map(texts.flat());
}

async function pathsBelow(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true });
  const found = await Promise.all(
    entries.map((entry) => {
      const path = `${folder}${entry.name}`;
      if (entry.name === "node_modules" || (entry.name.startsWith(".") && entry.isDirectory())) return [];
      if (entry.isDirectory()) return pathsBelow(root, `${path}/`);
      return entry.isFile() ? [path] : [];
    }),
  );
  return found.flat();
}

/** Of other kinds of files only the name is needed. */
async function textOf(path: string): Promise<string> {
  if (!TEXT.test(path) || (await stat(path)).size > LARGEST) return "";
  return readFile(path, "utf8");
}

function isWanted(path: string, text: string, indexed: ReadonlySet<string>): boolean {
  const above = path
    .split("/")
    .map((_, index, all) => all.slice(0, index).join("/") + (index > 0 ? "/" : ""));
  if (above.some((folder) => indexed.has(folder))) return true;
  return /\.ya?ml$/.test(path) && /^apiVersion:/m.test(text) && /^kind:/m.test(text);
}
