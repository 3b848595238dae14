import { editorSchemaText } from "../configure/editor-schema.ts";
import { nearest } from "../nearest.ts";
import { introduction } from "../reference/introduction.ts";
import { asMarkdown } from "../reference/markdown.ts";
import { referenceOf } from "../reference/reference.ts";
import { clean } from "../report/clean.ts";
import type { Result, Run } from "./command.ts";
import { loadPlatform } from "./platform.ts";

interface Options {
  readonly app?: string;
  readonly schema?: boolean;
}

/** The reference of all settings, those of the user's own apps included, as Markdown, JSON or JSON Schema. */
export const run: Run<Options> = async ({ app, schema }, globals, io) => {
  const { value: platform, problems } = await loadPlatform(globals, io);
  if (!platform) return { exitCode: 1, problems };
  if (schema)
    return {
      exitCode: 0,
      problems,
      text: editorSchemaText(platform.bundle),
      report: { schema: platform.bundle },
    };
  const names = platform.members.map((member) => member.app.name);
  if (app !== undefined && !names.includes(app)) return unknownApp(app, names);
  const chosen = platform.members.filter((member) => app === undefined || member.app.name === app);
  const apps = chosen.map(referenceOf);
  const text = asMarkdown(apps, app === undefined ? introduction : []);
  return { exitCode: 0, problems, text, report: { apps } };
};

function unknownApp(app: string, names: readonly string[]): Result {
  const near = nearest(app, names);
  const hint = near ? `did you mean ${near}` : `known are ${names.join(", ")}`;
  const message = `no app is called ${clean(app)}`;
  return { exitCode: 3, problems: [{ code: "unknown-app", severity: "error", message, hint }] };
}
