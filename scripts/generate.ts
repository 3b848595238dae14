import { mkdir, writeFile } from "node:fs/promises";
import { writeKubernetesSchemas } from "./kubernetes-schemas.ts";
import { writeRegistry } from "./registry.ts";
import { writeSchemaBundle } from "./schema-bundle.ts";
import { writeSettingsTypes } from "./settings-types.ts";
import { writeTemplates } from "./templates.ts";
import { writeValidator } from "./validator.ts";

/** Writes everything that is made from schema/, src/apps/ and templates/. */
async function generate(): Promise<void> {
  await mkdir("src/generated", { recursive: true });
  const parts = await writeRegistry();
  const { members } = await import("../src/members.ts");
  const { bundle } = await import("../src/settings-bundle.ts");
  await Promise.all([
    writeSchemaBundle(bundle),
    writeFile("src/generated/settings.ts", await writeSettingsTypes(parts, members)),
    writeValidator(bundle),
    writeKubernetesSchemas(),
    writeTemplates(members),
  ]);
}

await generate();
