import { templates as builtIn } from "../generated/templates.js";
import { relocated } from "../own-apps/user-files.ts";
import type { Outcome } from "../problem.ts";
import { type CompiledTemplates, compiledFrom } from "../render/compiled.ts";
import type { RepositoryPlatform } from "./platform.ts";

/**
 * Our templates, with the user's from templates/apps in the repository in place of those of the same name. The
 * places of problems are those of the files on disk.
 */
export async function loadTemplates(platform: RepositoryPlatform): Promise<Outcome<CompiledTemplates>> {
  const base = compiledFrom(builtIn());
  const { members, userFiles } = platform;
  const sources = new Map([...userFiles.templates].map(([path, text]) => [`apps/${path}`, text]));
  if (sources.size === 0) return { value: base, problems: [] };
  const [{ compileNow }, { knownVariables }] = await Promise.all([
    import("../render/compile.ts"),
    import("../render/known.ts"),
  ]);
  const { value, problems } = compileNow(sources, (name) => knownVariables(members, name), base);
  return { value, problems: relocated(problems, userFiles) };
}
