import type { SettingsBundle } from "../schema.ts";

/** Where the schema stands that editors show the settings of cluster.yaml from. */
export const editorSchemaPath = "cluster.schema.json";

/** Text of the schema for editors: schema/cluster.schema.json of this release, and the settings of the user's own apps. */
export function editorSchemaText(bundle: SettingsBundle): string {
  return `${JSON.stringify(bundle, null, 2)}\n`;
}

/** A cluster.yaml at a path from the root whose `yaml-language-server` line names the schema in the root. */
export function withEditorSchema(text: string, path: string): string {
  const up = "../".repeat(path.split("/").length - 1) || "./";
  return text.replace(
    /^(# yaml-language-server: \$schema=)\.\/schema\/cluster\.schema\.json$/m,
    `$1${up}${editorSchemaPath}`,
  );
}
