import { readFile } from "node:fs/promises";
import { type Config, configOf, loadConfig } from "../config/load.ts";
import { quotableLines, quotableText } from "../config/quotable.ts";
import type { Schema } from "../config/schema.ts";
import { judgeSettings, type Loaded, type Settings } from "../configure/settings.ts";
import type { Variables } from "../derive.ts";
import { isSealedPath } from "../files.ts";
import type { Io } from "../io.ts";
import { builtIn } from "../platform.ts";
import { hasErrors, type Outcome, type Problem, sortProblems } from "../problem.ts";
import { secretSettings } from "../schema.ts";
import { isSealed } from "../sops/read-sealed.ts";
import type { Globals, Result } from "./command.ts";
import { openConfig } from "./open-config.ts";
import { loadPlatform, type RepositoryPlatform } from "./platform.ts";
import { shownPath } from "./shown-path.ts";

export { shownPath } from "./shown-path.ts";

/** Settings, what was found in them, and what a report may quote. */
export interface ReadSettings extends Outcome<Settings> {
  readonly quoting: Quoting;
  /** What can be configured here; undefined when the user's own apps are wrong. */
  readonly platform: RepositoryPlatform | undefined;
  /** Also there when the only errors are those of rules. */
  readonly variables: Variables | undefined;
}

export type Quoting = Pick<Result, "sources" | "mayQuote">;

/** Reads, opens, validates and derives. Problems of the whole file at once, in file order. */
export async function readSettings(globals: Globals, io: Io): Promise<ReadSettings> {
  const {
    value: loaded,
    problems: reported,
    own,
    sealing,
    quoting,
    platform,
  } = await loadSettings(globals, io);
  if (!loaded || !platform)
    return {
      value: undefined,
      variables: undefined,
      problems: [...reported, ...sealing, ...own],
      quoting,
      platform,
    };
  const judged = judgeSettings(loaded, reported, platform, io.now());
  const problems = [...sortProblems([...judged.problems, ...sealing]), ...own];
  const isOpen = !hasErrors(sealing);
  return {
    value: isOpen ? judged.value : undefined,
    variables: isOpen ? judged.variables : undefined,
    problems,
    quoting,
    platform,
  };
}

/** Settings that are not judged yet; what is wrong with their encryption does not keep them from being judged. */
export interface LoadedSettings extends Read {
  /** Problems of the user's own apps. */
  readonly own: readonly Problem[];
  /** As it is on disk. */
  readonly text?: string;
  readonly quoting: Quoting;
  readonly platform: RepositoryPlatform | undefined;
}

/** Reads and opens cluster.yaml. */
export async function loadSettings(globals: Globals, io: Io): Promise<LoadedSettings> {
  const file = shownPath(globals.config, io);
  const [bytes, { value: platform, problems: own }] = await Promise.all([
    readBytes(globals.config, file),
    loadPlatform(globals, io),
  ]);
  const known = { own, platform };
  if (!bytes.value) return { value: undefined, problems: bytes.problems, sealing: [], quoting: {}, ...known };
  const text = new TextDecoder().decode(bytes.value);
  const secrets = secretSettings((platform ?? builtIn).bundle);
  const read = isSealed(text) ? await opened(text, file, secrets, globals, io) : plain(file, bytes.value);
  return { ...read, text, quoting: quotingOf(file, text, read.value?.config, platform), ...known };
}

/** Of cluster.yaml what is no secret, of the user's own templates what is not meant to be sealed. */
function quotingOf(
  file: string,
  text: string,
  config: Config | undefined,
  platform: RepositoryPlatform | undefined,
): Quoting {
  const schema = (platform ?? builtIn).bundle as unknown as Schema;
  const mayQuote = config ? quotableLines(config, schema) : quotableText(file, text, schema);
  const own = [...(platform?.userFiles.templates ?? [])].flatMap(([path, template]): [string, string][] =>
    isSealedPath(path.replace(/\.j2$/, "")) ? [] : [[platform?.userFiles.shown(path) ?? path, template]],
  );
  const templates = new Map(own);
  return {
    sources: new Map([...templates, [file, text]]),
    mayQuote: (asked, line) => (asked !== file && templates.has(asked)) || mayQuote(asked, line),
  };
}

interface Read extends Outcome<Loaded> {
  readonly sealing: readonly Problem[];
}

function plain(file: string, bytes: Uint8Array): Read {
  const { value, problems } = loadConfig(file, bytes);
  return { value: value && { config: value, secrecy: "plain" }, problems, sealing: [] };
}

/** An encrypted cluster.yaml is opened in memory; positions stay those of the file on disk. */
async function opened(
  text: string,
  file: string,
  secrets: readonly string[],
  globals: Globals,
  io: Io,
): Promise<Read> {
  const opening = await openConfig({ text, file, secrets }, globals, io);
  const { value: found, problems: sealing, shut: locked } = opening;
  if (locked) return { ...shut(text, file, locked), sealing };
  if (!found) return { value: undefined, problems: sealing, sealing: [] };
  // What the sops binary printed has positions of its own.
  const { value, problems } = configOf(file, found.dataKey ? text : found.plaintext, found.document);
  return { value: value && { config: value, secrecy: "opened" }, problems, sealing };
}

/** Without a key everything but the values of secrets can still be validated. */
function shut(text: string, file: string, { hint, at }: Problem): Outcome<Loaded> {
  const { value, problems } = loadConfig(file, new TextEncoder().encode(text));
  const note: Problem = {
    code: "secrets-not-compared",
    severity: "note",
    message: "no key here opens this file, so the values of its secrets were not looked at",
    ...(hint !== undefined && { hint }),
    ...(at && { at }),
  };
  if (!value) return { value: undefined, problems };
  const { sops: _sops, ...settings } = value.settings;
  return { value: { config: { ...value, settings }, secrecy: "shut" }, problems: [...problems, note] };
}

/** The bytes of a configuration. Problems: `config-missing`, `config-unreadable`. */
export async function readBytes(path: string, file: string): Promise<Outcome<Uint8Array>> {
  try {
    return { value: await readFile(path), problems: [] };
  } catch (error) {
    return { value: undefined, problems: [unreadable(error, file)] };
  }
}

function unreadable(error: unknown, file: string): Problem {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "ENOENT") {
    const hint = "run clusterloom init, or name another file with --config";
    return { code: "config-missing", severity: "error", message: `${file} does not exist`, hint };
  }
  const message = `${file} cannot be read (${code ?? "unknown reason"})`;
  return {
    code: "config-unreadable",
    severity: "error",
    message,
    hint: "check its kind and its permissions",
  };
}
