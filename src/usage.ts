import type { CommanderError } from "commander";
import type { Format } from "./commands/command.ts";
import type { Io } from "./io.ts";
import type { Problem } from "./problem.ts";

const machineFormats = ["json", "github", "gitlab", "sarif"] as const;

/** The format that was asked for, even by a command line that cannot be parsed. */
export function askedFormat(argv: readonly string[], { env }: Io): Format {
  const asked = argv.flatMap((word, index) => {
    if (word.startsWith("--format=")) return [word.slice("--format=".length)];
    return word === "--format" ? [argv[index + 1]] : [];
  });
  const format = asked.at(-1) ?? env.CLUSTERLOOM_FORMAT;
  const known = machineFormats.find((one) => one === format);
  return known ?? "text";
}

/** Wrong usage as a problem, for machines; a person reads what commander says. */
export function usageProblem({ code, message }: CommanderError): Problem {
  const said = /^error: (.*?)\.?(?:\n|$)/.exec(message)?.[1];
  return {
    code: "usage",
    severity: "error",
    message: code === "commander.help" || said === undefined ? "no command is given" : said,
    hint: "clusterloom --help lists the commands and options",
  };
}
