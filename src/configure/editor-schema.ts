import type { SettingsBundle } from "../schema.ts";

/** Where the schema stands that editors show the settings of cluster.yaml from. */
export const editorSchemaPath = "cluster.schema.json";

/** Text of the schema for editors: schema/cluster.schema.json of this release, and the settings of the user's own apps. */
export function editorSchemaText(bundle: SettingsBundle): string {
  return `${JSON.stringify(bundle, null, 2)}\n`;
}

/** A cluster.yaml whose `yaml-language-server` line names the schema beside it. */
export function withEditorSchema(text: string): string {
  return text.replace(
    /^(# yaml-language-server: \$schema=)\.\/schema\/cluster\.schema\.json$/m,
    `$1./${editorSchemaPath}`,
  );
}
