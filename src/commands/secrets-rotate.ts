import { setSettings } from "../config/edit.ts";
import { type Rotation, rotations } from "../configure/rotate.ts";
import { secretsIn } from "../configure/secrets-in-text.ts";
import type { Io } from "../io.ts";
import { hasErrors, type Problem } from "../problem.ts";
import type { Result, Run } from "./command.ts";
import { readConfigFile } from "./config-file.ts";
import { newText } from "./seal-config.ts";
import { vaultOf } from "./vault.ts";
import { written } from "./written.ts";

interface Options {
  readonly arguments: readonly string[];
  readonly yes?: boolean;
}

/** Puts new values in place of secrets that were made; cluster.yaml keeps its comments and layout. */
export const run: Run<Options> = async ({ arguments: names, yes = false }, globals, io) => {
  const { value: config, problems, quoting } = await readConfigFile(globals, io);
  if (!config || hasErrors(problems)) return { exitCode: 1, problems, ...quoting };
  const present = secretsIn(config.plaintext, config.secrets);
  const rotated = rotations(names, present, config.platform.bundle);
  if (!rotated.value) return { exitCode: 1, problems: [...problems, ...rotated.problems], ...quoting };
  const refusal = yes ? undefined : await refused(rotated.value, config.file, io);
  if (refusal) return refusal;
  const values = new Map(rotated.value.map(({ name, value }) => [name, value]));
  const next = await newText(config, setSettings(config.plaintext, values), () => vaultOf(globals, io));
  const all = [...problems, ...next.problems];
  if (!next.value || hasErrors(all)) return { exitCode: 1, problems: all, ...quoting };
  return written(globals, io, next.value.operations, { problems: all, ...quoting, ...said(rotated.value) });
};

/** Asks whoever sits at a terminal; undefined when the answer is yes. */
async function refused(rotated: readonly Rotation[], file: string, io: Io): Promise<Result | undefined> {
  if (!io.ask) return { exitCode: 3, problems: [needsYes] };
  io.stderr(consequences(rotated));
  const answer = await io.ask(`replace ${rotated.length === 1 ? "it" : "them"} in ${file}? [y/N] `);
  if (/^y(es)?$/i.test(answer)) return undefined;
  return { exitCode: 1, problems: [], talk: "nothing was changed\n" };
}

const needsYes: Problem = {
  code: "usage",
  severity: "error",
  message: "nobody is at a terminal to confirm this",
  hint: "add --yes",
};

function said(rotated: readonly Rotation[]): Pick<Result, "talk" | "report"> {
  const report = { rotated: rotated.map(({ name, consequence }) => ({ name, consequence })) };
  const next = "next: clusterloom configure, then commit and push: until then the old values are in use\n";
  return { report, talk: `new values for\n${consequences(rotated)}${next}` };
}

function consequences(rotated: readonly Rotation[]): string {
  return rotated
    .map(({ name, consequence }) => `  ${name}${consequence ? `: ${consequence}` : ""}\n`)
    .join("");
}
