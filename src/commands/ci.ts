import { access, mkdir, readFile, realpath, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { type Choices, isPlainWord } from "../ci/choices.ts";
import { ownSource } from "../ci/own-source.ts";
import { hasCredentials } from "../config/hosts.ts";
import type { Io } from "../io.ts";
import type { Outcome, Problem } from "../problem.ts";
import { clean } from "../report/clean.ts";
import { isSealed } from "../sops/read-sealed.ts";
import type { Globals, Result } from "./command.ts";
import { gitIn } from "./git.ts";

/** Options of `ci github` and `ci gitlab`. */
export interface CiOptions {
  readonly install?: string;
  readonly withKey?: boolean;
  readonly force?: boolean;
  readonly print?: boolean;
}

/** A file for a CI, relative to the root; `kept` says what to do where there is one already. */
export interface CiFile {
  readonly path: string;
  readonly text: string;
  /** Where it is there already it is left alone, and this is said. */
  readonly kept?: string;
}

/** Writes a workflow, or prints it; a file that is there already and differs is kept unless forced. */
export async function writeCi(
  options: CiOptions,
  globals: Globals,
  io: Io,
  make: (choices: Choices) => readonly [CiFile, ...CiFile[]],
): Promise<Result> {
  const config = configPath(globals);
  const wrong = [options.install, config].find((word) => word !== undefined && !isPlainWord(word));
  if (wrong !== undefined) return usage(wrong);
  if (options.install !== undefined && hasCredentials(options.install))
    return { exitCode: 3, problems: [credentials] };
  const install = await installOf(options, io);
  if (install.value === undefined) return { exitCode: 3, problems: install.problems };
  const key = options.withKey === true;
  const files = make({ install: install.value, key, ...(config !== undefined && { config }) });
  if (options.print) {
    const [{ text }] = files;
    return { exitCode: 0, problems: install.problems, text, report: { files } };
  }
  return writeFiles(files, globals, options.force === true, install.problems);
}

/** What npm is to install: as the user says, else the clone that this program runs from. */
async function installOf({ install }: CiOptions, { program }: Io): Promise<Outcome<string>> {
  if (install !== undefined) return { value: install, problems: [] };
  const file = program === undefined ? undefined : await realpath(program).catch(() => undefined);
  return ownSource({ program: file, exists, gitIn, join });
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Undefined for `cluster.yaml` in the root. */
function configPath({ root, config }: Globals): string | undefined {
  const path = relative(root, config).replaceAll("\\", "/");
  return path === "cluster.yaml" ? undefined : path;
}

const credentials: Problem = {
  code: "ci-install-credentials",
  severity: "error",
  message: "a user name or password in what --install names would be committed with the workflow",
  hint: "leave it out; a private repository needs a step of your own that signs in to it",
};

function usage(word: string): Result {
  const message = `${clean(word)} cannot stand in a workflow as it is`;
  const hint = "use letters, digits and @ : / . _ + # = - only";
  return { exitCode: 3, problems: [{ code: "usage", severity: "error", message, hint }] };
}

async function writeFiles(
  files: readonly CiFile[],
  globals: Globals,
  force: boolean,
  known: readonly Problem[],
): Promise<Result> {
  const found = await Promise.all(files.map(({ path }) => textOf(join(globals.root, path))));
  const inTheWay = files.flatMap(({ path, text, kept }, index): Problem[] => {
    const there = found[index];
    return kept === undefined && there !== undefined && there !== text && !force ? [present(path)] : [];
  });
  if (inTheWay.length > 0) return { exitCode: 1, problems: inTheWay };
  const wanted = files.filter(({ kept }, index) => found[index] === undefined || kept === undefined);
  const written = wanted.filter(({ path, text }) => found[indexOf(files, path)] !== text);
  for (const { path, text } of written) {
    await mkdir(dirname(join(globals.root, path)), { recursive: true });
    await writeFile(join(globals.root, path), text);
  }
  const told = [
    ...written.map(({ path }) => `wrote ${path}`),
    ...files.flatMap(({ kept, text }, index) =>
      kept !== undefined && found[index] !== undefined && !found[index]?.includes(text.slice(4))
        ? [kept]
        : [],
    ),
    ...(written.length === 0 ? ["nothing changed"] : []),
  ];
  const problems = [...known, ...(await placement(globals)), ...(await readiness(globals))];
  return {
    exitCode: 0,
    problems,
    talk: `${told.join("\n")}\n`,
    report: { written: written.map(({ path }) => path) },
  };
}

function indexOf(files: readonly CiFile[], wanted: string): number {
  return files.findIndex(({ path }) => path === wanted);
}

function present(path: string): Problem {
  return {
    code: "ci-file-present",
    severity: "error",
    message: "is there already and not what would be written",
    hint: "write over it with --force, or look at ours with --print",
    at: { file: path, line: 1, column: 1 },
  };
}

/** Hosts look for workflows at the top of a repository, and steps stand there. */
async function placement({ root }: Globals): Promise<Problem[]> {
  const prefix = await gitIn(root)(["rev-parse", "--show-prefix"]);
  const folder = prefix?.failed === false ? prefix.stdout.trim() : "";
  if (folder === "") return [];
  const message = `${clean(folder)} is not the top of its Git repository, where a workflow must be, and from where Flux reads its paths`;
  const hint = "give it a repository of its own, or make the top of this one the root";
  return [{ code: "root-not-at-top", severity: "warning", message, hint }];
}

/** CI sees what is committed, and a plain cluster.yaml must not be. */
async function readiness({ config, root }: Globals): Promise<Problem[]> {
  const text = await textOf(config);
  if (text !== undefined && isSealed(text)) return [];
  const file = relative(root, config).replaceAll("\\", "/");
  const message =
    text === undefined ? `${file} does not exist yet` : `${file} is not encrypted, so it cannot be committed`;
  const hint = `CI reads ${file} from the repository: run clusterloom ${text === undefined ? "init, and then " : ""}secrets encrypt`;
  return [{ code: "ci-config-not-committed", severity: "warning", message, hint }];
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
