import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Texts by path, with `/`. */
export type Texts = Readonly<Record<string, string>>;

/** Writes texts below a folder. */
export async function put(folder: string, texts: Texts): Promise<void> {
  for (const path of Object.keys(texts)) await mkdir(dirname(join(folder, path)), { recursive: true });
  await Promise.all(Object.entries(texts).map(([path, text]) => writeFile(join(folder, path), text)));
}

/** Paths of files and, with a `/` at their end, of empty folders. */
export async function pathsBelow(folder: string, below = ""): Promise<string[]> {
  const entries = await readdir(join(folder, below), { withFileTypes: true });
  if (entries.length === 0 && below !== "") return [below];
  const paths = entries.map((entry) => {
    const path = `${below}${entry.name}`;
    return entry.isDirectory() ? pathsBelow(folder, `${path}/`) : [path];
  });
  return (await Promise.all(paths)).flat().sort();
}

/** Texts of every file of a folder; an empty folder is a path that ends in `/`. */
export async function treeOf(folder: string): Promise<Texts> {
  const paths = await pathsBelow(folder);
  const texts = paths.map(
    async (path): Promise<[string, string]> => [
      path,
      path.endsWith("/") ? "" : await readFile(join(folder, path), "utf8"),
    ],
  );
  return Object.fromEntries(await Promise.all(texts));
}

/** Makes a folder hold these texts and nothing else. */
export async function replaceTree(folder: string, texts: Texts): Promise<void> {
  const gone = (await pathsBelow(folder)).filter((path) => texts[path] === undefined);
  await Promise.all(gone.map((path) => rm(join(folder, path), { recursive: true })));
  await put(folder, texts);
}
