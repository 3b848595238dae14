import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Outcome, Problem } from "../../problem.ts";
import type { Schema } from "../schema/schema.ts";
import { readSchemaFile } from "../schema/schema-file.ts";

/** Schemas by `<apiVersion>/<kind>`. */
export type UserSchemas = ReadonlyMap<string, Schema>;

/**
 * What a folder holds of CRDs (YAML or JSON) and JSON Schemas named `<group>_<kind>_<version>.json`, also in a
 * folder for each group, as the CRD catalogues lay them out. Without the folder, none.
 */
export async function readUserSchemas(folder: string, shown: string): Promise<Outcome<UserSchemas>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile() && /\.(ya?ml|json)$/.test(entry.name));
  const schemas = new Map<string, Schema>();
  const problems: Problem[] = [];
  for (const entry of files.sort((a, b) =>
    join(a.parentPath, a.name) < join(b.parentPath, b.name) ? -1 : 1,
  )) {
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(folder.length).replaceAll("\\", "/").replace(/^\//, "");
    const read = readSchemaFile(`${shown}/${name}`, name, await readFile(path, "utf8"));
    for (const [id, schema] of read.value ?? []) schemas.set(id, schema);
    problems.push(...read.problems);
  }
  return { value: schemas, problems };
}
