import { writeFile } from "node:fs/promises";
import { Ajv } from "ajv";
import standaloneCode from "ajv/dist/standalone/index.js";
import type { SettingsBundle } from "../src/schema.ts";

/** Compiles the bundle into src/generated/validate-settings.js, so that ajv itself is not loaded at start. */
export async function writeValidator(bundle: SettingsBundle): Promise<void> {
  const ajv = new Ajv({
    allErrors: true,
    strict: false,
    validateFormats: false,
    code: { source: true, esm: true },
  });
  const code = standaloneCode.default(ajv, ajv.compile(bundle));
  await writeFile("src/generated/validate-settings.js", code);
}
