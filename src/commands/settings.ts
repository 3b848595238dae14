import { readFile } from "node:fs/promises";
import { type Config, configOf, loadConfig } from "../config/load.ts";
import { quotableLines, quotableText } from "../config/quotable.ts";
import type { Schema } from "../config/schema.ts";
import { judgeSettings, type Loaded, type Settings } from "../configure/settings.ts";
import { isSealedPath } from "../files.ts";
import type { Io } from "../io.ts";
import { builtIn } from "../platform.ts";
import type { Outcome, Problem } from "../problem.ts";
import { isSealed } from "../sops/read-sealed.ts";
import type { Globals, Result } from "./command.ts";
import { identitiesOf } from "./identities.ts";
import { loadPlatform, type RepositoryPlatform } from "./platform.ts";
import { shownPath } from "./shown-path.ts";

export { shownPath } from "./shown-path.ts";

/** Settings, what was found in them, and what a report may quote. */
export interface ReadSettings extends Outcome<Settings> {
  readonly quoting: Quoting;
  /** What can be configured here; undefined when the user's own apps are wrong. */
  readonly platform: RepositoryPlatform | undefined;
}

export type Quoting = Pick<Result, "sources" | "mayQuote">;

/** Reads, opens, validates and derives. Problems of the whole file at once, in file order. */
export async function readSettings(globals: Globals, io: Io): Promise<ReadSettings> {
  const file = shownPath(globals.config, io);
  const [bytes, { value: platform, problems: own }] = await Promise.all([
    readBytes(globals.config, file),
    loadPlatform(globals, io),
  ]);
  if (!bytes.value) return { value: undefined, problems: [...bytes.problems, ...own], quoting: {}, platform };
  const text = new TextDecoder().decode(bytes.value);
  const loaded = isSealed(text) ? await openConfig(text, file, globals, io) : plain(file, bytes.value);
  const quoting = quotingOf(file, text, loaded.value?.config, platform);
  const found = [...loaded.problems, ...own];
  if (!loaded.value || !platform) return { value: undefined, problems: found, quoting, platform };
  const { value, problems } = judgeSettings(loaded.value, loaded.problems, platform);
  return { value, problems: [...problems, ...own], quoting, platform };
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

function plain(file: string, bytes: Uint8Array): Outcome<Loaded> {
  const { value, problems } = loadConfig(file, bytes);
  return { value: value && { config: value, secrecy: "plain" }, problems };
}

/** An encrypted cluster.yaml is opened in memory; positions stay those of the file on disk. */
async function openConfig(text: string, file: string, globals: Globals, io: Io): Promise<Outcome<Loaded>> {
  const identities = await identitiesOf(globals, io);
  const { openSealed } = await import("../sops/open.ts");
  const opened = await openSealed(text, file, identities.value ?? []);
  if (opened.problems.some(({ code }) => code === "sops-no-identity"))
    return shut(text, file, opened.problems);
  if (!opened.value) return { value: undefined, problems: [...identities.problems, ...opened.problems] };
  const { value, problems } = configOf(file, text, opened.value.document);
  return { value: value && { config: value, secrecy: "opened" }, problems };
}

/** Without a key everything but the values of secrets can still be validated. */
function shut(text: string, file: string, [problem]: readonly Problem[]): Outcome<Loaded> {
  const { value, problems } = loadConfig(file, new TextEncoder().encode(text));
  const hint = problem?.hint === undefined ? {} : { hint: problem.hint };
  const note: Problem = {
    code: "secrets-not-compared",
    severity: "note",
    message: "no key here opens this file, so the values of its secrets were not looked at",
    ...hint,
    ...(problem?.at && { at: problem.at }),
  };
  if (!value) return { value: undefined, problems };
  const { sops: _sops, ...settings } = value.settings;
  return { value: { config: { ...value, settings }, secrecy: "shut" }, problems: [...problems, note] };
}

async function readBytes(path: string, file: string): Promise<Outcome<Uint8Array>> {
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
