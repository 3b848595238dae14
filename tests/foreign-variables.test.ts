import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { members } from "../src/members.ts";

const generated = /(^|\/)generated(\/|$)|^schema\/cluster\.schema\.json$/;

async function textsBelow(folder: string): Promise<[path: string, text: string][]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).replaceAll("\\", "/"))
    .filter((path) => !generated.test(path));
  return Promise.all(paths.map(async (path) => [path, await readFile(path, "utf8")] as [string, string]));
}

function isOwn(path: string, app: string): boolean {
  return new RegExp(`^(src|templates)/apps/${app}/|^schema/apps/${app}\\.schema\\.json$`).test(path);
}

const apps = members.filter(({ app }) => app.name !== "cluster");

it.each(apps.map((member) => [member.app.name, member] as const))(
  "no file outside the four folders of %s names one of its variables",
  async (name, { app, schema }) => {
    const variables = [...Object.keys(schema.properties), ...Object.keys(app.derived ?? {})];
    const names = new RegExp(`\\b(${variables.join("|")})\\b`);
    const files = (await Promise.all(["src", "templates", "schema", "scripts"].map(textsBelow))).flat();
    const offenders = files.filter(([path, text]) => !isOwn(path, name) && names.test(text));
    expect(offenders.map(([path]) => path)).toEqual([]);
  },
);

it("each app has its four folders", async () => {
  const folders = async (path: string) =>
    (await readdir(path)).map((name) => name.replace(".schema.json", "")).sort();
  const names = apps.map(({ app }) => app.name).sort();
  expect(await folders("schema/apps")).toEqual(names);
  expect(await folders("src/apps")).toEqual(names);
  expect(await folders("templates/apps")).toEqual(names);
  expect(await folders("tests/apps")).toEqual(names);
});
