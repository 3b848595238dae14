import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Member } from "../src/derive.ts";
import { compileTemplates } from "../src/render/compile.ts";
import { knownVariables } from "../src/render/known.ts";
import { formatProblems } from "../src/report/text.ts";

/** Compiles templates/ into src/generated/templates.js; a template with problems stops the build. */
export async function writeTemplates(members: readonly Member[]): Promise<void> {
  const sources = await readSources("templates");
  const { value, problems } = compileTemplates(sources, (name) => knownVariables(members, name));
  if (problems.length > 0) {
    const shown = { color: false, sources, mayQuote: () => true };
    process.stderr.write(formatProblems(problems, shown));
  }
  if (!value) throw new Error("templates with problems");
  await writeFile("src/generated/templates.js", value);
  await writeFile("src/generated/templates.d.ts", declaration);
  await writeFile("src/generated/template-sources.json", JSON.stringify(Object.fromEntries(sources)));
}

const declaration = [
  `import type { CompiledTemplate } from "../render/compiled.ts";`,
  "export declare function templates(): readonly CompiledTemplate[];",
  "",
].join("\n");

/** Texts of the templates below a folder, by their path from it. */
async function readSources(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(".j2"))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const texts = paths.map(
    async (path): Promise<[string, string]> => [
      path.slice(folder.length + 1).replaceAll("\\", "/"),
      await readFile(path, "utf8"),
    ],
  );
  return new Map(await Promise.all(texts));
}
