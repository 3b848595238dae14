import { posix, win32 } from "node:path";
import type { Outcome, Problem } from "../problem.ts";
import { splitCommand } from "./command-line.ts";
import { type Identity, type KeySource, readIdentities } from "./identity.ts";
import { runKeyCommand } from "./key-command.ts";

/** The machine as far as keys are concerned; all of it given, so that tests need none. */
export interface KeyPlaces {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly platform: NodeJS.Platform;
  /** The folder of the repository, where `age.key` lies. */
  readonly root: string;
  /** The text of a file; undefined when there is none. */
  readonly readFile: (path: string) => Promise<string | undefined>;
  /** Runs a program without a shell and gives what it printed; undefined when it failed. */
  readonly runCommand?: RunCommand;
  /** Recipients that the key command is asked for, one call each; without any it is called once. */
  readonly recipients?: readonly string[];
}

export type RunCommand = (
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
) => Promise<string | undefined>;

/** A text with private keys, as it was found: it must not be printed. */
export interface KeyText {
  readonly text: string;
  readonly source: KeySource;
}

/**
 * All private keys of this machine, in the order in which they are tried: SOPS_AGE_KEY, SOPS_AGE_KEY_FILE,
 * SOPS_AGE_KEY_CMD, `age.key` in the root, the keys file of sops. Problems: a named file that is not there,
 * a command that fails, text that is no key.
 */
export async function findIdentities(places: KeyPlaces): Promise<Outcome<readonly Identity[]>> {
  const { value: found, problems } = await findKeyTexts(places);
  const read = (found ?? []).map(({ text, source }) => readIdentities(text, source));
  return {
    value: read.flatMap(({ value }) => value ?? []),
    problems: [...problems, ...read.flatMap((outcome) => outcome.problems)],
  };
}

/** The texts that findIdentities reads, each once and in the same order. */
export async function findKeyTexts(places: KeyPlaces): Promise<Outcome<readonly KeyText[]>> {
  const found = await Promise.all([
    fromEnvironment(places),
    fromNamedFile(places),
    fromCommand(places),
    fromFile(join(places, places.root, "age.key"), places),
    fromFile(keysFile(places), places),
  ]);
  // SOPS_AGE_KEY_FILE often names the `age.key` of the root: the same text counts once.
  const unique = new Map(found.flatMap(({ value }) => value ?? []).map((key) => [key.text, key]));
  return { value: [...unique.values()], problems: found.flatMap(({ problems }) => problems) };
}

/** Where sops looks for keys by itself: the user's configuration folder of each system. */
export function keysFile(places: Pick<KeyPlaces, "env" | "home" | "platform">): string | undefined {
  const folder = configFolder(places);
  return folder && join(places, folder, "sops", "age", "keys.txt");
}

function configFolder({
  env,
  home,
  platform,
}: Pick<KeyPlaces, "env" | "home" | "platform">): string | undefined {
  if (platform === "win32") return env.AppData ?? env.APPDATA;
  if (env.XDG_CONFIG_HOME) return env.XDG_CONFIG_HOME;
  return platform === "darwin"
    ? posix.join(home, "Library", "Application Support")
    : posix.join(home, ".config");
}

function join({ platform }: Pick<KeyPlaces, "platform">, ...parts: string[]): string {
  return platform === "win32" ? win32.join(...parts) : posix.join(...parts);
}

async function fromEnvironment({ env }: KeyPlaces): Promise<Outcome<KeyText[]>> {
  return texts(env.SOPS_AGE_KEY ? [{ text: env.SOPS_AGE_KEY, source: { name: "SOPS_AGE_KEY" } }] : []);
}

async function fromNamedFile(places: KeyPlaces): Promise<Outcome<KeyText[]>> {
  const path = places.env.SOPS_AGE_KEY_FILE;
  if (!path) return texts([]);
  const found = await fromFile(path, places);
  if (found.value?.length) return found;
  return failed(
    "age-key-file-missing",
    "the file that SOPS_AGE_KEY_FILE names cannot be read",
    "correct the path",
  );
}

async function fromFile(path: string | undefined, { readFile }: KeyPlaces): Promise<Outcome<KeyText[]>> {
  const text = path && (await readFile(path));
  return texts(path && text ? [{ text, source: { name: path, file: path } }] : []);
}

async function fromCommand(places: KeyPlaces): Promise<Outcome<KeyText[]>> {
  const line = places.env.SOPS_AGE_KEY_CMD;
  if (!line) return texts([]);
  const [program, ...args] = splitCommand(line) ?? [];
  if (!program)
    return failed("age-key-command-invalid", "SOPS_AGE_KEY_CMD has an open quote or is empty", "close it");
  const run = places.runCommand ?? runKeyCommand;
  const asked = places.recipients?.length ? [...new Set(places.recipients)] : [undefined];
  const printed = await Promise.all(asked.map((recipient) => run(program, args, recipientEnv(recipient))));
  const keys = [...new Set(printed.flatMap((text) => (text ? [text] : [])))];
  if (keys.length) return texts(keys.map((text) => ({ text, source: { name: "SOPS_AGE_KEY_CMD" } })));
  return failed(
    "age-key-command-failed",
    "the command in SOPS_AGE_KEY_CMD gave no key",
    "run it by hand to see why",
  );
}

function recipientEnv(recipient: string | undefined): Record<string, string> {
  return recipient === undefined ? {} : { SOPS_AGE_RECIPIENT: recipient };
}

function texts(value: KeyText[]): Outcome<KeyText[]> {
  return { value, problems: [] };
}

function failed(code: string, message: string, hint: string): Outcome<KeyText[]> {
  const problem: Problem = { code, severity: "error", message, hint };
  return { value: [], problems: [problem] };
}
