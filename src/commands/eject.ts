import { diff } from "../output/diff/diff.ts";
import type { Operation } from "../output/write/operation.ts";
import { write } from "../output/write/write.ts";
import { chooseTemplates } from "../own-apps/choose-templates.ts";
import { ourTemplates } from "../own-apps/our-templates.ts";
import { type OurTemplates, overrides, stamped } from "../own-apps/stamp.ts";
import { templateFolder, type UserFiles } from "../own-apps/user-files.ts";
import { version } from "../version.ts";
import type { Globals, Result, Run } from "./command.ts";
import { readUserFiles } from "./user-files.ts";

interface Options {
  readonly arguments: readonly string[];
  readonly diff?: boolean;
}

/** Copies our templates into templates/apps for editing, or lists them; never overwrites. */
export const run: Run<Options> = async ({ arguments: [app, ...files], diff: differs }, globals, io) => {
  const [{ value: userFiles, problems }, ours] = await Promise.all([
    readUserFiles(globals.root, io),
    ourTemplates(),
  ]);
  if (!userFiles) return { exitCode: 1, problems };
  if (app === undefined)
    return differs ? compare(ours, [...ours.keys()], userFiles, globals) : list(ours, userFiles);
  const chosen = chooseTemplates([...ours.keys()], app, files);
  if (!chosen.value) return { exitCode: 3, problems: chosen.problems };
  if (differs) return compare(ours, chosen.value, userFiles, globals);
  return copy(ours, chosen.value, userFiles, globals);
};

function list(ours: OurTemplates, userFiles: UserFiles): Result {
  const states = new Map(overrides(userFiles, ours).map(({ path, state }) => [path, state]));
  const words = { current: "  (yours)", changed: "  (yours; ours has changed since)", unknown: "  (yours)" };
  const rows = [...ours.keys()].map((path) => ({ path, state: states.get(path) }));
  const text = rows.map(({ path, state }) => `${path.replace("/", " ")}${state ? words[state] : ""}\n`);
  const talk = "copy one out for editing: clusterloom eject APP FILE; without FILE all of the app\n";
  return { exitCode: 0, problems: [], text: text.join(""), talk, report: { templates: rows } };
}

/** From ours as it is now to the user's, so that plus lines are what the user made of it. */
function compare(
  ours: OurTemplates,
  paths: readonly string[],
  userFiles: UserFiles,
  globals: Globals,
): Result {
  const changes = paths.flatMap((path) => {
    const after = userFiles.templates.get(path);
    if (after === undefined) return [];
    const pair = { path: `${templateFolder}/${path}`, before: ours.get(path), after: withoutStamp(after) };
    return [{ path, plain: diff(pair), shown: diff(pair, { colour: globals.resultColor }) }];
  });
  const talk = changes.length === 0 ? "none of these is in your templates/apps\n" : "";
  return {
    exitCode: 0,
    problems: [],
    text: changes.map(({ shown }) => shown).join(""),
    talk,
    report: { changes: changes.map(({ path, plain }) => ({ path, diff: plain })) },
  };
}

function withoutStamp(text: string): string {
  return text.replace(/^#\| from clusterloom .*\n/, "");
}

async function copy(
  ours: OurTemplates,
  paths: readonly string[],
  { templates, shown }: UserFiles,
  { root }: Globals,
): Promise<Result> {
  const fresh = paths.filter((path) => !templates.has(path));
  const operations = fresh.map((path): Operation => {
    const text = stamped(ours.get(path) ?? "", version);
    return { path: `${templateFolder}/${path}`, action: "write", text, was: "absent" };
  });
  const written = await write(root, operations);
  if (!written.value) return { exitCode: 1, problems: written.problems };
  const kept = paths.filter((path) => templates.has(path));
  const lines = [
    ...fresh.map((path) => `copied ${shown(path)}`),
    ...kept.map((path) => `kept ${shown(path)}, which is there already`),
    "these win over ours: edit them, delete those that you leave as they are, then clusterloom diff",
  ];
  const report = { written: fresh.map(shown), kept: kept.map(shown) };
  return { exitCode: 0, problems: written.problems, talk: `${lines.join("\n")}\n`, report };
}
