import { fillSecrets } from "../configure/fill-secrets.ts";
import { hasErrors } from "../problem.ts";
import type { Run } from "./command.ts";
import { readConfigFile } from "./config-file.ts";
import { newText } from "./seal-config.ts";
import { vaultOf } from "./vault.ts";
import { written } from "./written.ts";

interface Options {
  readonly dryRun?: boolean;
}

/** Makes the secrets that are missing and can be made; replaces none, and names what it made. */
export const run: Run<Options> = async ({ dryRun = false }, globals, io) => {
  const { value: config, problems, quoting } = await readConfigFile(globals, io);
  if (!config || hasErrors(problems)) return { exitCode: 1, problems, ...quoting };
  const filled = fillSecrets(config.file, config.plaintext, config.platform);
  if (!filled.value) return { exitCode: 1, problems: filled.problems, ...quoting };
  const { text, made } = filled.value;
  const said = { problems, ...quoting, report: { made }, talk: account(config.file, made, dryRun) };
  if (dryRun || made.length === 0) return { exitCode: 0, ...said };
  const next = await newText(config, text, () => vaultOf(globals, io));
  const all = [...problems, ...next.problems];
  if (!next.value || hasErrors(all)) return { exitCode: 1, problems: all, ...quoting };
  return written(globals, io, next.value.operations, { ...said, problems: all });
};

function account(file: string, made: readonly string[], dryRun: boolean): string {
  if (made.length === 0) return `${file}: every secret that can be made is there\n`;
  const verb = dryRun ? "would make" : "made";
  const count = made.length === 1 ? "1 secret" : `${made.length} secrets`;
  return `${file}: ${verb} ${count}: ${made.join(", ")}\n`;
}
