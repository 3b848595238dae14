import { posix } from "node:path";
import { parseConfig } from "../config/load.ts";
import { quotableLines, quotableText } from "../config/quotable.ts";
import type { Schema } from "../config/schema.ts";
import { encryptable } from "../configure/encryptable.ts";
import { judgeSettings } from "../configure/settings.ts";
import type { Io } from "../io.ts";
import { hasErrors, type Problem } from "../problem.ts";
import { formatProblems } from "../report/text.ts";
import { bundle } from "../settings-bundle.ts";
import type { Globals, Result, Run } from "./command.ts";
import { type ConfigFile, readConfigFile } from "./config-file.ts";
import { openEditor } from "./editor.ts";
import { type ScratchFile, withScratchFile } from "./scratch-file.ts";
import { newText } from "./seal-config.ts";
import { vaultOf } from "./vault.ts";
import { written } from "./written.ts";

/** Opens an encrypted cluster.yaml in an editor, and encrypts what comes back once it is valid. */
export const run: Run<object> = async (_options, globals, io) => {
  const { value: config, problems, quoting } = await readConfigFile(globals, io);
  if (!config || hasErrors(problems)) return { exitCode: 1, problems, ...quoting };
  if (!config.opened) return { exitCode: 0, problems: [...problems, plainFile(config.file)] };
  const vault = await vaultOf(globals, io);
  if (!vault.value || hasErrors(vault.problems)) return { exitCode: 1, problems: vault.problems };
  const name = posix.basename(config.path);
  const edited = await withScratchFile(name, io.env, (file) => session(file, config, globals, io));
  if (edited.text === undefined) return { exitCode: 1, problems: edited.problems, talk: untouched };
  if (edited.text === config.plaintext) return { exitCode: 0, problems, talk: untouched };
  const next = await newText(config, edited.text, async () => vault);
  const all = [...problems, ...edited.problems, ...next.problems];
  if (!next.value || hasErrors(next.problems)) return { exitCode: 1, problems: all };
  const { sealed, operations } = next.value;
  const report = { encrypted: sealed?.changedPaths ?? [] };
  return written(globals, operations, {
    problems: all,
    report,
    talk: saved(config.file, sealed?.changedPaths),
  });
};

const untouched = "nothing was changed\n";

function saved(file: string, encrypted: readonly string[] = []): string {
  const what = encrypted.length === 0 ? "no secret changed" : `encrypted afresh: ${encrypted.join(", ")}`;
  return `${file}: saved; ${what}\n`;
}

function plainFile(file: string): Problem {
  return {
    code: "sops-not-encrypted",
    severity: "note",
    message: `${file} is not encrypted`,
    hint: "open it in your editor",
  };
}

/** What an editor left behind; without a text when nothing shall be saved. */
interface Edited {
  readonly text: string | undefined;
  readonly problems: readonly Problem[];
}

/** Editing until the text is valid, or whoever edits has had enough. */
async function session(file: ScratchFile, config: ConfigFile, globals: Globals, io: Io): Promise<Edited> {
  await file.write(config.plaintext);
  for (;;) {
    const failed = await openEditor(file.path, io);
    if (failed) return { text: undefined, problems: [failed] };
    const text = await file.read();
    if (text === config.plaintext) return { text, problems: [] };
    const { problems, maySave, quoting } = judged(config.file, text);
    if (!hasErrors(problems)) return { text, problems };
    if (!io.ask) return { text: undefined, problems };
    io.stderr(formatProblems(problems, { color: globals.color, ...quoting }));
    const choice = await chosen(io.ask, maySave);
    if (choice === "save") return { text, problems };
    if (choice === "quit") return { text: undefined, problems: [] };
  }
}

interface Judgement {
  readonly problems: readonly Problem[];
  /** False where encrypting could leave a secret readable. */
  readonly maySave: boolean;
  readonly quoting: Required<Pick<Result, "sources" | "mayQuote">>;
}

/** The problems of an edited text, at the lines that the editor shows. */
function judged(file: string, text: string): Judgement {
  const schema = bundle as unknown as Schema;
  const { value: config, problems } = parseConfig(file, text);
  const mayQuote = config ? quotableLines(config, schema) : quotableText(file, text, schema);
  const quoting = { sources: new Map([[file, text]]), mayQuote };
  if (!config) return { problems, maySave: false, quoting };
  const all = judgeSettings({ config, secrecy: "opened" }, problems).problems;
  return { problems: all, maySave: encryptable(file, text, bundle).value !== undefined, quoting };
}

/** The end of input counts as leaving, so that it cannot go round for ever. */
async function chosen(ask: NonNullable<Io["ask"]>, maySave: boolean): Promise<"edit" | "save" | "quit"> {
  const save = maySave ? ", [s]ave it as it is" : "";
  const answer = await ask(`[e]dit again${save}, or [q]uit without saving? `);
  if (maySave && /^s/i.test(answer)) return "save";
  return /^e/i.test(answer) ? "edit" : "quit";
}
