import { posix } from "node:path";
import { parseConfig } from "../config/load.ts";
import { quotableLines, quotableText } from "../config/quotable.ts";
import type { Schema } from "../config/schema.ts";
import { encryptable } from "../configure/encryptable.ts";
import { judgeSettings } from "../configure/settings.ts";
import type { Io } from "../io.ts";
import { hasErrors, type Outcome, type Problem } from "../problem.ts";
import { formatProblems } from "../report/text.ts";
import type { Vault } from "../sops/vault.ts";
import type { Globals, Result, Run } from "./command.ts";
import { type ConfigFile, readConfigFile } from "./config-file.ts";
import { openEditor } from "./editor.ts";
import { type ScratchFile, withScratchFile } from "./scratch-file.ts";
import { newText } from "./seal-config.ts";
import { vaultOf } from "./vault.ts";
import { written } from "./written.ts";

/**
 * Opens an encrypted cluster.yaml in an editor, and encrypts what comes back once it is valid. The plaintext is on
 * disk while the editor is open, as with sops, for its owner only.
 */
export const run: Run<object> = async (_options, globals, io) => {
  const { value: config, problems, quoting } = await readConfigFile(globals, io);
  if (!config || hasErrors(problems)) return { exitCode: 1, problems, ...quoting };
  if (!config.opened) return { exitCode: 0, problems: [...problems, plainFile(config.file)] };
  const vault = await vaultOf(globals, io);
  if (!vault.value || hasErrors(vault.problems)) return { exitCode: 1, problems: vault.problems };
  const save = (text: string) => saved(config, text, vault, globals, io);
  const name = posix.basename(config.path);
  return withScratchFile(name, io.env, (file) => session({ file, config, globals, io, save }));
};

function plainFile(file: string): Problem {
  return {
    code: "sops-not-encrypted",
    severity: "note",
    message: `${file} is not encrypted`,
    hint: "open it in your editor",
  };
}

async function saved(
  config: ConfigFile,
  text: string,
  vault: Outcome<Vault>,
  globals: Globals,
  io: Io,
): Promise<Result> {
  const next = await newText(config, text, async () => vault);
  const { problems } = next;
  if (!next.value || hasErrors(problems)) return { exitCode: 1, problems };
  const encrypted = next.value.sealed?.changedPaths ?? [];
  const what = encrypted.length === 0 ? "no secret changed" : `encrypted afresh: ${encrypted.join(", ")}`;
  const talk = `${config.file}: saved; ${what}\n`;
  return written(globals, io, next.value.operations, { problems, report: { encrypted }, talk });
}

interface Session {
  readonly file: ScratchFile;
  readonly config: ConfigFile;
  readonly globals: Globals;
  readonly io: Io;
  /** Encrypts a text and writes it. */
  readonly save: (text: string) => Promise<Result>;
}

/** Editing until the text is valid and saved, or whoever edits has had enough. */
async function session({ file, config, globals, io, save }: Session): Promise<Result> {
  await file.write(config.plaintext);
  for (;;) {
    const failed = await openEditor(file.path, io);
    if (failed) return { exitCode: failed.code === "editor-failed" ? 1 : 3, problems: [failed] };
    const text = await file.read();
    if (text === config.plaintext) return untouched(0, []);
    const { problems, maySave, quoting } = judged(config, text);
    const result = hasErrors(problems) ? untouched(1, problems) : withProblems(await save(text), problems);
    if (result.exitCode === 0 || !io.ask) return result;
    io.stderr(formatProblems(result.problems, { color: globals.color, ...quoting }));
    const choice = await chosen(io.ask, maySave);
    if (choice === "save") return withProblems(await save(text), problems);
    if (choice === "quit") return untouched(1, []);
  }
}

function untouched(exitCode: 0 | 1, problems: readonly Problem[]): Result {
  return { exitCode, problems, talk: "nothing was changed\n" };
}

function withProblems(result: Result, problems: readonly Problem[]): Result {
  return { ...result, problems: [...problems, ...result.problems] };
}

interface Judgement {
  readonly problems: readonly Problem[];
  /** False where encrypting could leave a secret readable. */
  readonly maySave: boolean;
  readonly quoting: Required<Pick<Result, "sources" | "mayQuote">>;
}

/** The problems of an edited text, at the lines that the editor shows. */
function judged({ file, platform }: ConfigFile, text: string): Judgement {
  const schema = platform.bundle as unknown as Schema;
  const { value: config, problems } = parseConfig(file, text);
  const mayQuote = config ? quotableLines(config, schema) : quotableText(file, text, schema);
  const quoting = { sources: new Map([[file, text]]), mayQuote };
  if (!config) return { problems, maySave: false, quoting };
  const all = judgeSettings({ config, secrecy: "opened" }, problems, platform).problems;
  return { problems: all, maySave: encryptable(file, text, platform).value !== undefined, quoting };
}

/** The end of input counts as leaving, so that it cannot go round for ever. */
async function chosen(ask: NonNullable<Io["ask"]>, maySave: boolean): Promise<"edit" | "save" | "quit"> {
  const save = maySave ? ", [s]ave it as it is" : "";
  const answer = await ask(`[e]dit again${save}, or [q]uit without saving? `);
  if (maySave && /^s/i.test(answer)) return "save";
  return /^e/i.test(answer) ? "edit" : "quit";
}
