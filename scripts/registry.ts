import { readdir, readFile, writeFile } from "node:fs/promises";
import type { SettingsPart } from "../src/schema.ts";

/** Names of the apps: the folders of src/apps, sorted. */
export async function appNames(): Promise<string[]> {
  const entries = await readdir("src/apps", { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** The settings of the cluster and of every app, by owner. */
export async function readParts(): Promise<Map<string, SettingsPart>> {
  const parts = new Map([["cluster", await readPart("schema/cluster.base.json")]]);
  for (const app of await appNames()) parts.set(app, await readPart(`schema/apps/${app}.schema.json`));
  return parts;
}

async function readPart(file: string): Promise<SettingsPart> {
  return JSON.parse(await readFile(file, "utf8"));
}

/** Writes src/generated/registry.ts: one import for each app found, so that adding one edits no list. */
export async function writeRegistry(): Promise<Map<string, SettingsPart>> {
  const parts = await readParts();
  const names = [...parts.keys()];
  const imports = names.map((name) =>
    name === "cluster"
      ? `import { cluster } from "../cluster/cluster.ts";`
      : `import { app as ${identifier(name)} } from "../apps/${name}/app.ts";`,
  );
  const entries = names.map(
    (name) => `  { app: ${identifier(name)}, schema: ${JSON.stringify(parts.get(name))} },`,
  );
  const text = [
    `import type { Member } from "../derive.ts";`,
    ...imports,
    "",
    "export const registry = [",
    ...entries,
    "] as unknown as readonly Member[];",
    "",
  ].join("\n");
  await writeFile("src/generated/registry.ts", text);
  return parts;
}

/** `cloudnative-pg` as a name in code. */
export function identifier(name: string): string {
  return name.replace(/-(.)/g, (_all, letter: string) => letter.toUpperCase());
}
