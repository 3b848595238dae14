import { readFile } from "node:fs/promises";
import { configOf, loadConfig } from "../config/load.ts";
import { quotableLines, quotableText } from "../config/quotable.ts";
import type { Schema } from "../config/schema.ts";
import { judgeSettings, type Loaded, type Settings } from "../configure/settings.ts";
import type { Io } from "../io.ts";
import type { Outcome, Problem } from "../problem.ts";
import { bundle } from "../settings-bundle.ts";
import { isSealed } from "../sops/read-sealed.ts";
import type { Globals, Result } from "./command.ts";
import { identitiesOf } from "./identities.ts";
import { shownPath } from "./shown-path.ts";

/** Settings, what was found in them, and what a report may quote. */
export interface ReadSettings extends Outcome<Settings> {
  readonly quoting: Pick<Result, "sources" | "mayQuote">;
}

/** Reads, opens, validates and derives. Problems of the whole file at once, in file order. */
export async function readSettings(globals: Globals, io: Io): Promise<ReadSettings> {
  const file = shownPath(globals.config, io);
  const bytes = await readBytes(globals.config, file);
  if (!bytes.value) return { value: undefined, problems: bytes.problems, quoting: {} };
  const text = new TextDecoder().decode(bytes.value);
  const loaded = isSealed(text) ? await openConfig(text, file, globals, io) : plain(file, bytes.value);
  const config = loaded.value?.config;
  const schema = bundle as unknown as Schema;
  const mayQuote = config ? quotableLines(config, schema) : quotableText(file, text, schema);
  const quoting = { sources: new Map([[file, text]]), mayQuote };
  if (!loaded.value) return { value: undefined, problems: loaded.problems, quoting };
  return { ...judgeSettings(loaded.value, loaded.problems), quoting };
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
