import type { Member } from "./derive.ts";
import { members } from "./members.ts";
import type { SettingsBundle } from "./schema.ts";

/** One schema of all members' settings, for editors, ajv and the explanation of problems. */
export function bundleSchema(members: readonly Member[]): SettingsBundle {
  const derived = members.flatMap(({ app }) =>
    Object.entries(app.derived ?? {}).map(([name, { setInstead }]) => [
      name,
      setInstead === undefined ? "remove it: it is computed" : `set ${setInstead}`,
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
  const properties = Object.assign({}, ...members.map(({ schema }) => schema.properties));
  return { ...head, properties, "x-derived-variables": Object.fromEntries(derived) };
}

/** The schema of cluster.yaml: schema/cluster.schema.json. */
export const bundle: SettingsBundle = bundleSchema(members);
