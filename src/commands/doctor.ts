import { styleText } from "node:util";
import { type Diagnosis, problemsOf } from "../doctor/diagnosis.ts";
import { examine } from "../doctor/examine.ts";
import { clean } from "../report/clean.ts";
import type { Run } from "./command.ts";
import { gatherFacts } from "./doctor-facts.ts";

/** Looks at the machine and the repository, changes nothing, and says what is well and what is not. */
export const run: Run<object> = async (_options, globals, io) => {
  const diagnoses = await examine(await gatherFacts(globals, io));
  const problems = problemsOf(diagnoses);
  const failed = problems.some(({ severity }) => severity === "error");
  const shown = globals.quiet ? diagnoses.filter(({ status }) => status !== "ok") : diagnoses;
  const text = shown.map((one) => printed(one, globals.resultColor)).join("");
  const report = { checks: diagnoses.map(({ status, code, message }) => ({ status, code, message })) };
  return { exitCode: failed ? 1 : 0, problems, problemsInText: true, text, report };
};

const colours = { ok: "green", warning: "yellow", error: "red" } as const;

function printed({ status, message, hint }: Diagnosis, color: boolean): string {
  const word = status.padEnd(8);
  const painted = color ? styleText(colours[status], word, { validateStream: false }) : word;
  const lines = [
    `${painted}${clean(message)}`,
    ...(hint === undefined ? [] : [`        hint: ${clean(hint)}`]),
  ];
  return `${lines.join("\n")}\n`;
}
