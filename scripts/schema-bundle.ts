import { writeFile } from "node:fs/promises";
import type { SettingsBundle } from "../src/schema.ts";

/** Writes schema/cluster.schema.json. */
export async function writeSchemaBundle(bundle: SettingsBundle): Promise<void> {
  await writeFile("schema/cluster.schema.json", `${JSON.stringify(bundle, null, 2)}\n`);
}
