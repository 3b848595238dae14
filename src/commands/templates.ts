import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Member } from "../derive.ts";
import { templates as builtIn } from "../generated/templates.js";
import { readTree, textOf } from "../output/tree.ts";
import type { Outcome } from "../problem.ts";
import { type CompiledTemplates, compiledFrom } from "../render/compiled.ts";

const folder = "templates/apps";

/** Our templates, with the user's from templates/apps in the repository in place of those of the same name. */
export async function loadTemplates(
  root: string,
  members: readonly Member[],
): Promise<Outcome<CompiledTemplates>> {
  const base = compiledFrom(builtIn());
  const paths = await templatePaths(root);
  if (paths.length === 0) return { value: base, problems: [] };
  const read = await readTree(root, paths);
  if (!read.value) return { value: undefined, problems: read.problems };
  const sources = new Map(
    [...read.value.files].map(([path, bytes]) => [path.slice("templates/".length), textOf(bytes)]),
  );
  const [{ compileNow }, { knownVariables }] = await Promise.all([
    import("../render/compile.ts"),
    import("../render/known.ts"),
  ]);
  return compileNow(sources, (name) => knownVariables(members, name), base);
}

async function templatePaths(root: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(".j2"))
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll("\\", "/"),
    )
    .sort();
}
