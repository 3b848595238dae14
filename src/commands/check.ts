import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { check } from "../check/check.ts";
import type { CheckContext } from "../check/context.ts";
import { readFolder, type Texts } from "../check/disk/read-folder.ts";
import { sealedShapes } from "../check/disk/sealed-shape.ts";
import { readUserSchemas } from "../check/disk/user-schemas.ts";
import { callers } from "../configure/callers.ts";
import { secretValues } from "../configure/secret-values.ts";
import type { Settings } from "../configure/settings.ts";
import { surroundings } from "../configure/surroundings.ts";
import { isSealedPath } from "../files.ts";
import type { Io } from "../io.ts";
import { LOCK_FILE } from "../output/jail.ts";
import { lockedPaths } from "../output/lock.ts";
import { parseLock } from "../output/lock-parse.ts";
import { hasErrors, type Problem, sortProblems } from "../problem.ts";
import type { Globals, Result, Run } from "./command.ts";
import { readText } from "./identities.ts";
import { readSettings } from "./settings.ts";
import { shownPath } from "./shown-path.ts";
import { placedBelow } from "./shown-problems.ts";

interface Options {
  readonly arguments: readonly string[];
  readonly schemas?: string;
}

/** The check stage on a repository as it lies on disk, whoever wrote it. Changes nothing. */
export const run: Run<Options> = async ({ arguments: [folder], schemas }, globals, io) => {
  const root = folder === undefined ? globals.root : resolve(io.cwd, folder);
  if (!(await isFolder(root))) return noFolder(shownPath(root, io));
  const own = schemas === undefined ? join(root, "schemas") : resolve(io.cwd, schemas);
  if (schemas !== undefined && !(await isFolder(own))) return noFolder(shownPath(own, io));
  const [texts, added, settings] = await Promise.all([
    readFolder(root),
    readUserSchemas(own, shownPath(own, io)),
    knownSettings(root, globals, io),
  ]);
  const secrets = settings ? secretValues(settings.variables) : new Map<string, string>();
  const external = settings ? surroundings(settings.variables) : [];
  const theirs = await foreignPaths(root, texts);
  const found = judge(texts, {
    ...{ secrets, external, theirs },
    ...(settings && callers(settings.variables)),
    ...(added.value && { schemas: added.value }),
  });
  const problems = sortProblems([
    ...added.problems,
    ...placedBelow(root, io, [...(await sealedShapes(texts)), ...found]),
  ]);
  const failed = hasErrors(problems);
  const count = [...texts.keys()].filter((path) => /\.ya?ml$/.test(path)).length;
  return {
    exitCode: failed ? 1 : 0,
    problems,
    problemsAreResult: true,
    ...quoting(shownTexts(texts, root, io), problems, secrets),
    ...(failed ? {} : { talk: `${shownPath(root, io)}: ${count} YAML files, no errors\n` }),
    report: { valid: !failed, files: count },
  };
};

/** A user's CRDs are read for their schemas, not as objects of the cluster. */
function judge(texts: Texts, context: CheckContext): Problem[] {
  const manifests = [...texts].filter(([path]) => !path.startsWith("schemas/"));
  return check(new Map(manifests.map(([path, text]) => [path, { text }])), context);
}

/** What the lock file does not name. */
async function foreignPaths(root: string, texts: Texts): Promise<ReadonlySet<string>> {
  const lock = parseLock(await readText(join(root, LOCK_FILE)));
  const own = new Set(lock.value ? lockedPaths(lock.value) : []);
  return new Set([...texts.keys()].filter((path) => !own.has(path)));
}

/** The settings behind the repository, where it has a cluster.yaml that can be read. */
async function knownSettings(root: string, globals: Globals, io: Io): Promise<Settings | undefined> {
  const config = root === globals.root ? globals.config : join(root, "cluster.yaml");
  const { value } = await readSettings({ ...globals, root, config }, io);
  return value;
}

function shownTexts(texts: Texts, root: string, io: Io): Texts {
  return new Map([...texts].map(([path, text]) => [shownPath(join(root, path), io), text]));
}

/** A line may be quoted unless it can hold a secret: in sealed files, Secrets, and where a secret was found. */
function quoting(
  texts: Texts,
  problems: readonly Problem[],
  secrets: ReadonlyMap<string, string>,
): Pick<Result, "sources" | "mayQuote"> {
  const leaks = new Set(
    problems.flatMap(({ code, at }) => (at && /secret/.test(code) ? [`${at.file}:${at.line}`] : [])),
  );
  const values = [...secrets.values()];
  const mayQuote = (file: string, line: number): boolean => {
    const text = texts.get(file) ?? "";
    if (isSealedPath(file) || /^kind: ["']?Secret\b/m.test(text) || leaks.has(`${file}:${line}`))
      return false;
    const quoted = text.split("\n", line)[line - 1] ?? "";
    return !values.some((value) => value !== "" && quoted.includes(value));
  };
  return { sources: texts, mayQuote };
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

function noFolder(path: string): Result {
  const message = `${path} is no folder`;
  return { exitCode: 3, problems: [{ code: "usage", severity: "error", message, hint: "name a folder" }] };
}
