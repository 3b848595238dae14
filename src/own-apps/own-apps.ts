import type { Member } from "../derive.ts";
import { nearest } from "../nearest.ts";
import type { Platform } from "../platform.ts";
import { hasErrors, type Outcome, type Problem } from "../problem.ts";
import { clean } from "../report/clean.ts";
import type { SettingsPart } from "../schema.ts";
import { bundleSchema } from "../settings-bundle.ts";
import type { Fault } from "./faults.ts";
import { ownMember } from "./member.ts";
import { type OwnPart, placed, readPart } from "./part.ts";
import { appFolders, appOf, schemaFile, type UserFiles } from "./user-files.ts";

/**
 * The platform with the apps that a user brings: every folder of templates/apps whose name is none of ours.
 * Problems: those of readPart and compileParts, `app-name`, `app-without-ks`, `setting-taken`, `unknown-need`,
 * `settings-of-built-in`, and the warnings `not-a-template` and `misplaced-template`.
 */
export async function withOwnApps(platform: Platform, files: UserFiles): Promise<Outcome<Platform>> {
  const ours = platform.members.map(({ app }) => app.name);
  const own = appFolders(files).filter((name) => name === "cluster" || !ours.includes(name));
  const read = own.map((name) => readApp(name, files));
  const parts = read.flatMap(({ value }) => value ?? []);
  const members = parts.map(({ app, part }) => ownMember(app, part));
  const problems = [
    ...strayFiles(files),
    ...builtInSchemas(ours, files),
    ...own.flatMap((name) => folderProblems(name, ours, files)),
    ...read.flatMap((outcome) => outcome.problems),
    ...clashes(platform.members, parts, members),
    ...unknownNeeds(platform.members, parts),
  ];
  if (hasErrors(problems)) return { value: undefined, problems };
  if (members.length === 0) return { value: platform, problems };
  const extended = await extend(platform, parts, members);
  return { value: extended.value, problems: [...problems, ...extended.problems] };
}

/** An app without a schema has a namespace and a switch, no more. */
function readApp(name: string, { schemas, shown }: UserFiles): Outcome<OwnPart> {
  const file = shown(`${name}/${schemaFile}`);
  const text = schemas.get(name);
  if (text !== undefined) return readPart(name, file, text);
  return { value: { app: name, file, text: "", part: { title: name, properties: {} } }, problems: [] };
}

async function extend(
  { members, validator }: Platform,
  parts: readonly OwnPart[],
  own: readonly Member[],
): Promise<Outcome<Platform>> {
  const { compileParts, joinValidators } = await import("./validator.ts");
  const full = parts.map((part, index) => ({ ...part, part: own[index]?.schema ?? part.part }));
  const compiled = compileParts(full);
  if (!compiled.value) return { value: undefined, problems: compiled.problems };
  const properties: SettingsPart["properties"] = Object.assign(
    {},
    ...own.map(({ schema }) => schema.properties),
  );
  const all = [...members, ...own];
  const value: Platform = {
    members: all,
    bundle: bundleSchema(all),
    validator: joinValidators(validator, compiled.value, new Set(Object.keys(properties))),
  };
  return { value, problems: [] };
}

function strayFiles({ strays, templates, shown }: UserFiles): Problem[] {
  const misplaced = [...templates.keys()].filter((path) => appOf(path) === undefined);
  return [
    ...strays.map((path) => {
      const hint = "end its name with .j2, which a template without variables may have, too";
      return warning("not-a-template", shown(path), "nothing is written from this file", hint);
    }),
    ...misplaced.map((path) => {
      const hint = "put it into a folder named for its app";
      return warning(
        "misplaced-template",
        shown(path),
        "a template beside the folders of apps is not used",
        hint,
      );
    }),
  ];
}

function warning(code: string, file: string, message: string, hint: string): Problem {
  return { code, severity: "warning", message, hint, at: { file, line: 1, column: 1 } };
}

function builtInSchemas(ours: readonly string[], { schemas, shown }: UserFiles): Problem[] {
  const names = [...schemas.keys()].filter((name) => name !== "cluster" && ours.includes(name));
  return names.map((name) => ({
    code: "settings-of-built-in",
    severity: "error",
    message: `the settings of ${name} come with it and cannot be described again`,
    hint: "describe further settings in an app of your own, in a folder with another name",
    at: { file: shown(`${name}/${schemaFile}`), line: 1, column: 1 },
  }));
}

function folderProblems(name: string, ours: readonly string[], files: UserFiles): Problem[] {
  const at = { file: firstFile(name, files), line: 1, column: 1 };
  const near = nearest(
    name,
    ours.filter((app) => app !== "cluster"),
  );
  const meant = near ? `did you mean the folder ${near}? ` : "";
  if (name === "cluster" || !/^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name)) {
    const hint = `${meant}name it with lower case letters, digits and dashes, the first a letter`;
    const message =
      name === "cluster"
        ? "cluster is the name of what no app owns"
        : `${clean(name)} cannot be an app's name`;
    return [{ code: "app-name", severity: "error", message, hint, at }];
  }
  if (files.templates.has(`${name}/ks.yaml.j2`)) return [];
  const message = `${name} is an app of its own, but has no ks.yaml.j2, without which Flux applies nothing of it`;
  const hint = `${meant || ""}write ${files.shown(`${name}/ks.yaml.j2`)}; clusterloom eject copies one to start from`;
  return [{ code: "app-without-ks", severity: "error", message, hint, at }];
}

function firstFile(name: string, { templates, shown }: UserFiles): string {
  const [path] = [...templates.keys()].filter((one) => appOf(one) === name).sort();
  return shown(path ?? `${name}/${schemaFile}`);
}

/** Two owners of one variable; the first one keeps it. */
function clashes(ours: readonly Member[], parts: readonly OwnPart[], own: readonly Member[]): Problem[] {
  const owners = new Map(
    ours.flatMap(({ app, schema }) => variableNames(app.derived, schema).map((name) => [name, app.name])),
  );
  return own.flatMap(({ app, schema }, index) =>
    Object.keys(schema.properties).flatMap((name) => {
      const owner = owners.get(name);
      if (owner === undefined) owners.set(name, app.name);
      const part = parts[index];
      if (owner === undefined || !part) return [];
      const message = `${name} is a variable of ${owner} already`;
      const fault: Fault = {
        code: "setting-taken",
        path: ["properties", name],
        message,
        hint: "choose another name",
      };
      return [placed(fault, part.file, part.text)];
    }),
  );
}

function variableNames(derived: Member["app"]["derived"], schema: SettingsPart): string[] {
  return [...Object.keys(schema.properties), ...Object.keys(derived ?? {})];
}

/** A switch may need settings of its own app and everything of ours; another switch of its own would go in circles. */
function unknownNeeds(ours: readonly Member[], parts: readonly OwnPart[]): Problem[] {
  const common = ours.flatMap(({ app, schema }) => variableNames(app.derived, schema));
  return parts.flatMap(({ part, file, text }) => {
    const own = Object.entries(part.properties).filter(([, schema]) => !schema["x-needs"]);
    const known = [...own.map(([name]) => name), ...common];
    return Object.entries(part.properties).flatMap(([name, schema]) =>
      (schema["x-needs"] ?? []).flatMap((need, index) => {
        if (known.includes(need) && need !== name) return [];
        const near = nearest(need, known);
        const hint = near
          ? `did you mean ${near}`
          : "name settings of this app that are no switches, or variables of ours";
        const path = ["properties", name, "x-needs", index];
        return [
          placed(
            { code: "unknown-need", path, message: `${name} cannot need ${clean(need)}`, hint },
            file,
            text,
          ),
        ];
      }),
    );
  });
}
