import type { Problem } from "../problem.ts";

/** Where a user's templates are, from the root of the repository. */
export const templateFolder = "templates/apps";

export const schemaFile = "settings.schema.json";

/** What a user keeps below templates/apps: texts by path from there, such as `whoami/ks.yaml.j2`. */
export interface UserFiles {
  readonly templates: ReadonlyMap<string, string>;
  /** Texts of settings.schema.json by the name of the app. */
  readonly schemas: ReadonlyMap<string, string>;
  /** Paths of files that look as if they should be rendered, but are no templates. */
  readonly strays: readonly string[];
  /** How a path below templates/apps is shown to the user. */
  readonly shown: (path: string) => string;
}

/** The name of the app that a path belongs to; undefined for a file beside the apps' folders. */
export function appOf(path: string): string | undefined {
  const [app, ...rest] = path.split("/");
  return rest.length > 0 ? app : undefined;
}

/** Names of all folders with templates or a schema, sorted. */
export function appFolders({ templates, schemas }: UserFiles): string[] {
  const named = [...templates.keys()].flatMap((path) => appOf(path) ?? []);
  return [...new Set([...named, ...schemas.keys()])].sort();
}

/** The problems with the names of our template positions put where the user's files really are. */
export function relocated(problems: readonly Problem[], files: UserFiles): Problem[] {
  return problems.map((problem) => {
    const at = problem.at && { ...problem.at, file: placeOf(problem.at.file, files) };
    const related = problem.related?.map((other) => ({
      ...other,
      at: { ...other.at, file: placeOf(other.at.file, files) },
    }));
    return { ...problem, ...(at && { at }), ...(related && { related }) };
  });
}

/** The path of a user's template as it is shown; other names as they are. */
export function placeOf(file: string, { templates, shown }: UserFiles): string {
  const path = file.startsWith("apps/") ? file.slice("apps/".length) : undefined;
  return path !== undefined && templates.has(path) ? shown(path) : file;
}
