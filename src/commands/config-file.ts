import { isAbsolute, relative, sep } from "node:path";
import { decodeText } from "../config/decode.ts";
import { quotableText } from "../config/quotable.ts";
import type { Schema } from "../config/schema.ts";
import type { Io } from "../io.ts";
import { contentHash } from "../output/hash.ts";
import type { Operation } from "../output/write/operation.ts";
import type { Platform } from "../platform.ts";
import type { Outcome, Problem } from "../problem.ts";
import { secretSettings } from "../schema.ts";
import type { Opened } from "../sops/opened.ts";
import { isSealed } from "../sops/read-sealed.ts";
import type { Globals, Result } from "./command.ts";
import { openConfig } from "./open-config.ts";
import { loadPlatform } from "./platform.ts";
import { readBytes } from "./settings.ts";
import { shownPath } from "./shown-path.ts";

/** cluster.yaml as it is on disk, and as a person reads it. */
export interface ConfigFile {
  /** As problems name it. */
  readonly file: string;
  /** From the root, with `/`: as rules and writes name it. */
  readonly path: string;
  /** As it is on disk. */
  readonly text: string;
  readonly plaintext: string;
  /** Undefined for a file that is not encrypted. */
  readonly opened: Opened | undefined;
  /** Names of secrets in plain text in an encrypted file. */
  readonly unsealed: readonly string[];
  readonly platform: Platform;
  /** Names of secret settings. */
  readonly secrets: readonly string[];
}

/** The file, and what is wrong with its encryption; with a value in spite of that, for who can mend it. */
export interface ReadConfigFile extends Outcome<ConfigFile> {
  readonly quoting: Pick<Result, "sources" | "mayQuote">;
}

/** Reads and opens cluster.yaml without judging its settings. Problems: those of reading and opening. */
export async function readConfigFile(globals: Globals, io: Io): Promise<ReadConfigFile> {
  const file = shownPath(globals.config, io);
  const path = pathFromRoot(globals);
  if (path === undefined) return { value: undefined, problems: [outsideRoot(file)], quoting: {} };
  const [bytes, { value: platform, problems: own }] = await Promise.all([
    readBytes(globals.config, file),
    loadPlatform(globals, io),
  ]);
  if (!platform) return { value: undefined, problems: own, quoting: {} };
  const decoded = bytes.value && decodeText(file, bytes.value);
  if (decoded?.value === undefined)
    return { value: undefined, problems: decoded?.problems ?? bytes.problems, quoting: {} };
  const text = decoded.value;
  const quoting = {
    sources: new Map([[file, text]]),
    mayQuote: quotableText(file, text, platform.bundle as unknown as Schema),
  };
  const plain: ConfigFile = {
    file,
    path,
    text,
    plaintext: text,
    opened: undefined,
    unsealed: [],
    platform,
    secrets: secretSettings(platform.bundle),
  };
  if (!isSealed(text)) return { value: plain, problems: decoded.problems, quoting };
  return { ...(await openedConfig(plain, globals, io)), quoting };
}

async function openedConfig(plain: ConfigFile, globals: Globals, io: Io): Promise<Outcome<ConfigFile>> {
  const { value: opened, problems, shut, unsealed } = await openConfig(plain, globals, io);
  if (!opened) return { value: undefined, problems: shut ? [shut, ...problems] : problems };
  return { value: { ...plain, plaintext: opened.plaintext, opened, unsealed }, problems };
}

/** Where writes name the configuration; undefined outside of the root, where nothing is written. */
export function pathFromRoot({ root, config }: Globals): string | undefined {
  const path = relative(root, config);
  return path.startsWith("..") || isAbsolute(path) ? undefined : path.split(sep).join("/");
}

/** The problem of a configuration that would have to be written outside of the root. */
export function outsideRoot(file: string): Problem {
  return {
    code: "config-outside-root",
    severity: "error",
    message: `${file} lies outside of the repository, where nothing is written`,
    hint: "name its repository with --root",
  };
}

/** Plaintext is readable by its owner only; an encrypted file keeps the permissions that it has. */
export function replacing({ path, text }: ConfigFile, next: string, mode?: number): Operation[] {
  if (next === text) return [];
  const permissions = mode === undefined ? {} : { mode };
  return [{ path, action: "write", text: next, ...permissions, was: contentHash(text) }];
}

/** Permission bits of a file that holds plaintext secrets. */
export const PRIVATE = 0o600;
