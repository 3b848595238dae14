import type { Io } from "../io.ts";
import type { Problem } from "../problem.ts";
import { formatGithub } from "../report/github.ts";
import { formatGitlab } from "../report/gitlab.ts";
import { formatJson } from "../report/json.ts";
import { formatSarif } from "../report/sarif.ts";
import { formatProblems } from "../report/text.ts";
import { wrapAll } from "../report/wrap.ts";
import { version } from "../version.ts";
import type { Format, Globals, Result } from "./command.ts";

/** Prints what a command found and made: results on stdout, talk on stderr, machine formats on stdout alone. */
export function printResult(result: Result, globals: Globals, io: Io): void {
  if (globals.format === "json" && result.streamed) return;
  if (globals.format === "json") io.stdout(formatJson(result.problems, result.report ?? {}));
  else if (globals.format === "sarif") io.stdout(formatSarif(result.problems, version));
  else if (globals.format === "gitlab") io.stdout(formatGitlab(result.problems));
  else if (globals.format === "github") printGithub(result, globals, io);
  else printText(result, globals, io);
}

/** Prints one problem without a command's result, in a format for machines. */
export function printProblem(problem: Problem, format: Exclude<Format, "text">, io: Io): void {
  const print = {
    json: (problems: Problem[]) => formatJson(problems, {}),
    github: formatGithub,
    gitlab: (problems: Problem[]) => formatGitlab(problems),
    sarif: (problems: Problem[]) => formatSarif(problems, version),
  };
  io.stdout(print[format]([problem]));
}

function printGithub(result: Result, { quiet }: Globals, io: Io): void {
  io.stdout(formatGithub(shownProblems(result.problems, quiet)));
  if (result.text) io.stdout(result.text);
}

function printText(result: Result, globals: Globals, io: Io): void {
  const { quiet } = globals;
  const columns = io.screen?.().columns;
  const color = result.problemsAreResult ? globals.resultColor : globals.color;
  const { sources, mayQuote } = result;
  const problems = result.problemsInText ? [] : result.problems;
  const shown = shownProblems(problems, quiet);
  const isResult = result.problemsAreResult === true;
  const text = formatProblems(shown, {
    ...{ color, columns: isResult && !io.terminal.stdout ? undefined : columns },
    ...(sources && { sources }),
    ...(mayQuote && { mayQuote }),
  });
  if (text) (isResult ? io.stdout : io.stderr)(text);
  if (result.text) io.stdout(result.text);
  if (result.talk && !quiet) io.stderr(wrapAll(result.talk, { columns, indent: 2 }));
}

function shownProblems(problems: readonly Problem[], quiet: boolean): readonly Problem[] {
  return quiet ? problems.filter(({ severity }) => severity === "error") : problems;
}
