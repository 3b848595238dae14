import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ClosedSchemas } from "./openapi.ts";

/** Where kubeconform finds the file of a kind, in its own words. */
export function schemaLocation(folder: string): string {
  return join(folder, "{{ .Group }}", "{{ .ResourceKind }}_{{ .ResourceAPIVersion }}.json");
}

/** Writes the schema of each `apiVersion/kind`; of one that nobody publishes, kubeconform itself says that it has none. */
export async function writeSchemas(
  folder: string,
  schemas: ClosedSchemas,
  kinds: ReadonlySet<string>,
): Promise<void> {
  await Promise.all(
    [...kinds].map(async (id) => {
      const at = id.lastIndexOf("/");
      const schema = await schemas.of(id.slice(0, at), id.slice(at + 1));
      if (schema) await writeSchema(folder, id.slice(0, at), id.slice(at + 1), schema);
    }),
  );
}

async function writeSchema(folder: string, apiVersion: string, kind: string, schema: object): Promise<void> {
  const parts = apiVersion.split("/");
  const home = join(folder, parts[0] ?? "");
  await mkdir(home, { recursive: true });
  await writeFile(join(home, `${kind.toLowerCase()}_${parts.at(-1)}.json`), JSON.stringify(schema));
}
