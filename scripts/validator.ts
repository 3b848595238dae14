import { writeFile } from "node:fs/promises";
import { _, Ajv } from "ajv";
import standaloneCode from "ajv/dist/standalone/index.js";
import { ajvFormats } from "../src/config/formats.ts";
import { ownKeywords } from "../src/config/schema.ts";
import type { SettingsBundle } from "../src/schema.ts";

/** Compiles the bundle into src/generated/validate-settings.js, so that ajv itself is not loaded at start. */
export async function writeValidator(bundle: SettingsBundle): Promise<void> {
  const formats = { ...ajvFormats };
  const code = { source: true, esm: true, formats: _`ajvFormats` };
  const ajv = new Ajv({
    allErrors: true,
    messages: false,
    strict: true,
    allowUnionTypes: true,
    formats,
    code,
  });
  ajv.addVocabulary([...ownKeywords]);
  const text = standaloneCode.default(ajv, ajv.compile(bundle));
  const head = `import { ajvFormats } from "../config/formats.ts";\n`;
  await writeFile("src/generated/validate-settings.js", head + asModule(text));
  await writeFile("src/generated/validate-settings.d.ts", declaration);
}

const declaration = [
  `import type { Validator } from "../config/validate.ts";`,
  "declare const validate: Validator;",
  "export default validate;",
  "",
].join("\n");

/** ajv reaches its own few run-time functions by require; an import is what a bundle can follow. */
function asModule(text: string): string {
  const names = new Map<string, string>();
  const body = text.replace(/require\("([^"]+)"\)/g, (_all, path: string) => {
    const name = names.get(path) ?? `runtime${names.size}`;
    names.set(path, name);
    return name;
  });
  const imports = [...names].map(([path, name]) => `import ${name} from "${path}.js";\n`);
  return imports.join("") + body;
}
