import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { scratchFolder } from "../scratch.ts";

/** Contents of a folder by path, with `/`. */
export type Contents = Readonly<Record<string, string>>;

/** A new folder with these files, removed after the test. */
export async function folderOf(contents: Contents = {}): Promise<string> {
  const folder = await scratchFolder("output-");
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await put(folder, contents);
  return folder;
}

/** Writes files into a folder. */
export async function put(folder: string, contents: Contents): Promise<void> {
  for (const [path, text] of Object.entries(contents)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

/** Every file of a folder, and every empty folder as a path that ends in `/`. */
export async function contentsOf(folder: string): Promise<Contents> {
  const contents: Record<string, string> = {};
  const visit = async (below: string): Promise<void> => {
    const entries = await readdir(join(folder, below), { withFileTypes: true });
    if (entries.length === 0 && below !== "") contents[`${below}/`] = "";
    for (const entry of entries) {
      const path = below === "" ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) await visit(path);
      else contents[path] = await readFile(join(folder, path), "utf8");
    }
  };
  await visit("");
  return Object.fromEntries(Object.entries(contents).sort(([a], [b]) => (a < b ? -1 : 1)));
}
