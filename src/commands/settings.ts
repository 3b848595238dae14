import { readFile } from "node:fs/promises";
import { relative, sep } from "node:path";
import { configOf, loadConfig } from "../config/load.ts";
import { quotableLines, quotableText } from "../config/quotable.ts";
import type { Schema } from "../config/schema.ts";
import { judgeSettings, type Loaded, type Settings } from "../configure/settings.ts";
import type { Io } from "../io.ts";
import { hasErrors, type Outcome, type Problem, sortProblems } from "../problem.ts";
import { bundle } from "../settings-bundle.ts";
import { isSealed } from "../sops/read-sealed.ts";
import type { Globals, Result } from "./command.ts";
import { openConfig } from "./open-config.ts";

/** Settings, what was found in them, and what a report may quote. */
export interface ReadSettings extends Outcome<Settings> {
  readonly quoting: Pick<Result, "sources" | "mayQuote">;
}

/** How a path is shown: from the folder the user stands in, with `/`. */
export function shownPath(path: string, { cwd }: Pick<Io, "cwd">): string {
  const shown = relative(cwd, path);
  return (shown === "" ? "." : shown).split(sep).join("/");
}

/** Reads, opens, validates and derives. Problems of the whole file at once, in file order. */
export async function readSettings(globals: Globals, io: Io): Promise<ReadSettings> {
  const { value: loaded, problems: reported, sealing, quoting } = await loadSettings(globals, io);
  if (!loaded) return { value: undefined, problems: reported, quoting };
  const judged = judgeSettings(loaded, reported);
  const problems = sortProblems([...judged.problems, ...sealing]);
  return { value: hasErrors(problems) ? undefined : judged.value, problems, quoting };
}

/** Settings that are not judged yet; what is wrong with their encryption does not keep them from being judged. */
export interface LoadedSettings extends Outcome<Loaded> {
  readonly sealing: readonly Problem[];
  /** As it is on disk. */
  readonly text?: string;
  readonly quoting: Pick<Result, "sources" | "mayQuote">;
}

/** Reads and opens cluster.yaml. */
export async function loadSettings(globals: Globals, io: Io): Promise<LoadedSettings> {
  const file = shownPath(globals.config, io);
  const bytes = await readBytes(globals.config, file);
  if (!bytes.value) return { value: undefined, problems: bytes.problems, sealing: [], quoting: {} };
  const text = new TextDecoder().decode(bytes.value);
  const loaded = isSealed(text) ? await opened(text, file, globals, io) : plain(file, bytes.value);
  const config = loaded.value?.config;
  const schema = bundle as unknown as Schema;
  const mayQuote = config ? quotableLines(config, schema) : quotableText(file, text, schema);
  return { ...loaded, text, quoting: { sources: new Map([[file, text]]), mayQuote } };
}

type Read = Omit<LoadedSettings, "quoting">;

function plain(file: string, bytes: Uint8Array): Read {
  const { value, problems } = loadConfig(file, bytes);
  return { value: value && { config: value, secrecy: "plain" }, problems, sealing: [] };
}

/** An encrypted cluster.yaml is opened in memory; positions stay those of the file on disk. */
async function opened(text: string, file: string, globals: Globals, io: Io): Promise<Read> {
  const { value: found, problems: sealing, shut: locked } = await openConfig(text, file, globals, io);
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
