import { writeFile } from "node:fs/promises";
import { collect } from "./kubernetes/collect.ts";
import { correct } from "./kubernetes/correct.ts";
import { HAND_WRITTEN } from "./kubernetes/hand-written.ts";
import type { Schema } from "./kubernetes/validators.ts";

/** Writes src/generated/kubernetes-schemas.js: one line for each definition, so that each is parsed when needed. */
export async function writeKubernetesSchemas(): Promise<void> {
  const definitions = collect("node_modules");
  for (const [name, schema] of Object.entries(HAND_WRITTEN)) definitions.set(name, schema);
  correct(definitions);
  for (const schema of definitions.values()) assertClosed(definitions, schema);
  const lines = [...definitions].map(([name, schema]) => `${name}\t${JSON.stringify(schema)}`);
  await writeFile(
    "src/generated/kubernetes-schemas.js",
    `export default ${JSON.stringify(lines.join("\n"))};\n`,
  );
  await writeFile(
    "src/generated/kubernetes-schemas.d.ts",
    "declare const text: string;\nexport default text;\n",
  );
}

/** Every reference ends somewhere. */
function assertClosed(definitions: ReadonlyMap<string, Schema>, schema: Schema): void {
  if (schema.$ref !== undefined && !definitions.has(schema.$ref))
    throw new Error(`there is no ${schema.$ref}`);
  const { properties = {}, items, additionalProperties } = schema;
  for (const part of [...Object.values(properties), items, additionalProperties]) {
    if (part) assertClosed(definitions, part);
  }
}
