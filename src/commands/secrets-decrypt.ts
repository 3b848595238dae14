import { hasErrors, type Problem } from "../problem.ts";
import type { Run } from "./command.ts";
import { PRIVATE, readConfigFile, replacing } from "./config-file.ts";
import { ignored } from "./ignored.ts";
import { written } from "./written.ts";

interface Options {
  readonly inPlace?: boolean;
}

/** Prints cluster.yaml with its secrets decrypted, or puts it so in place: for its owner only, and ignored by Git. */
export const run: Run<Options> = async ({ inPlace = false }, globals, io) => {
  const { value: config, problems, quoting } = await readConfigFile(globals, io);
  if (!config || hasErrors(problems)) return { exitCode: 1, problems, ...quoting };
  const { file, path, plaintext, opened } = config;
  if (inPlace && !opened)
    return {
      exitCode: 0,
      problems,
      talk: `${file} is not encrypted, nothing to do\n`,
      report: { written: [] },
    };
  if (inPlace) {
    const operations = [...(await ignored(globals, [path], [])), ...replacing(config, plaintext, PRIVATE)];
    const report = { written: operations.map((operation) => operation.path) };
    const talk = `${file}: decrypted in place\n`;
    return written(globals, io, operations, { problems: [...problems, exposed(file)], talk, report });
  }
  // Annotations end up in logs, which are no place for plaintext.
  if (["github", "gitlab", "sarif"].includes(globals.format))
    return { exitCode: 3, problems: [...problems, wrongFormat(globals.format)] };
  const talk = io.terminal.stdout ? "these are plaintext secrets: clear the screen when you are done\n" : "";
  return { exitCode: 0, problems, text: plaintext, report: { plaintext }, talk };
};

function exposed(file: string): Problem {
  return {
    code: "plaintext-on-disk",
    severity: "warning",
    message:
      "the secrets are on disk in plain text, and .gitignore does not cover a file that Git tracks already",
    hint: "run clusterloom secrets encrypt before you commit; secrets edit does without this",
    at: { file, line: 1, column: 1 },
  };
}

function wrongFormat(format: string): Problem {
  return {
    code: "usage",
    severity: "error",
    message: `secrets are not printed in the format ${format}`,
    hint: "use text or json",
  };
}
