import { writeFile } from "node:fs/promises";
import type { Member } from "../src/derive.ts";
import type { SettingsBundle } from "../src/schema.ts";

/** One schema of all parts, for editors and ajv. */
export function bundleSchema(members: readonly Member[]): SettingsBundle {
  const properties = Object.assign({}, ...members.map(({ schema }) => schema.properties));
  const derived = members.flatMap(({ app }) =>
    Object.entries(app.derived ?? {}).map(([name, { setInstead }]) => [
      name,
      setInstead ? `set ${setInstead}` : "remove it",
    ]),
  );
  const head = {
    $schema: "http://json-schema.org/draft-07/schema#",
    $id: "https://clusterloom.dev/cluster.schema.json",
    title: "cluster.yaml",
    description: "Settings of clusterloom: the cluster's own, then each app's.",
    type: "object",
    additionalProperties: false as const,
    required: members.flatMap(({ schema }) => schema.required ?? []),
  };
  return { ...head, properties, "x-derived-variables": Object.fromEntries(derived) };
}

/** Writes schema/cluster.schema.json. */
export async function writeSchemaBundle(members: readonly Member[]): Promise<SettingsBundle> {
  const bundle = bundleSchema(members);
  await writeFile("schema/cluster.schema.json", `${JSON.stringify(bundle, null, 2)}\n`);
  return bundle;
}
