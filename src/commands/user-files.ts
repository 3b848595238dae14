import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Io } from "../io.ts";
import { errnoOf } from "../output/disk.ts";
import { diskProblem } from "../output/disk-problem.ts";
import { readTree, textOf } from "../output/tree.ts";
import { schemaFile, templateFolder, type UserFiles } from "../own-apps/user-files.ts";
import type { Outcome } from "../problem.ts";
import { shownPath } from "./shown-path.ts";

/** Reads the templates and schemas that a user keeps in the repository. Without any it costs one look. */
export async function readUserFiles(root: string, io: Pick<Io, "cwd">): Promise<Outcome<UserFiles>> {
  const listed = await listFiles(root);
  if (!listed.value) return { value: undefined, problems: listed.problems };
  const wanted = listed.value.filter((path) => path.endsWith(".j2") || isSchema(path));
  const strays = listed.value.filter((path) => /\.(ya?ml|json)$/.test(path) && !isSchema(path));
  const read = await readTree(
    root,
    wanted.map((path) => `${templateFolder}/${path}`),
  );
  if (!read.value) return { value: undefined, problems: read.problems };
  const texts = [...read.value.files].map(
    ([path, bytes]) => [path.slice(templateFolder.length + 1), textOf(bytes)] as const,
  );
  const templates = new Map(texts.filter(([path]) => !isSchema(path)));
  const schemas = new Map(
    texts.filter(([path]) => isSchema(path)).map(([path, text]) => [folderOf(path), text]),
  );
  const shown = (path: string) => shownPath(join(root, templateFolder, path), io);
  return { value: { templates, schemas, strays, shown }, problems: [] };
}

function isSchema(path: string): boolean {
  return path.endsWith(`/${schemaFile}`) && path.split("/").length === 2;
}

function folderOf(path: string): string {
  return path.slice(0, path.indexOf("/"));
}

/** What editors and systems leave beside a file, such as `._ks.yaml.j2`. */
function isHidden(path: string): boolean {
  return path.split("/").some((name) => name.startsWith("."));
}

async function listFiles(root: string): Promise<Outcome<string[]>> {
  const folder = join(root, templateFolder);
  let entries: Dirent[];
  try {
    entries = await readdir(folder, { recursive: true, withFileTypes: true });
  } catch (error) {
    if (/^(ENOENT|ENOTDIR)$/.test(errnoOf(error) ?? "")) return { value: [], problems: [] };
    return { value: undefined, problems: [diskProblem(error, templateFolder, "read")] };
  }
  const paths = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll("\\", "/"),
    );
  return { value: paths.filter((path) => !isHidden(path)).sort(), problems: [] };
}
