import type { Io } from "../io.ts";
import type { UserFiles } from "../own-apps/user-files.ts";
import { builtIn, type Platform } from "../platform.ts";
import type { Outcome } from "../problem.ts";
import type { Globals } from "./command.ts";
import { readUserFiles } from "./user-files.ts";

/** The platform of a repository, and the files that the user adds to ours. */
export interface RepositoryPlatform extends Platform {
  readonly userFiles: UserFiles;
}

/** What comes with the product, and the apps and templates below templates/apps in the repository. */
export async function loadPlatform(
  { root }: Pick<Globals, "root">,
  io: Io,
): Promise<Outcome<RepositoryPlatform>> {
  const files = await readUserFiles(root, io);
  if (!files.value) return { value: undefined, problems: files.problems };
  const { templates, schemas, strays } = files.value;
  const isEmpty = templates.size + schemas.size + strays.length === 0;
  if (isEmpty) return { value: { ...builtIn, userFiles: files.value }, problems: [] };
  const { withOwnApps } = await import("../own-apps/own-apps.ts");
  const { value, problems } = await withOwnApps(builtIn, files.value);
  return { value: value && { ...value, userFiles: files.value }, problems };
}
