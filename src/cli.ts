import { resolve } from "node:path";
import { Command, CommanderError, Option } from "commander";
import type { ExitCode, Format, Globals } from "./commands/command.ts";
import { globalOptions } from "./commands/global-options.ts";
import { printProblem, printResult } from "./commands/print.ts";
import { type CommandEntry, commands } from "./commands/table.ts";
import { type Io, wantsColor } from "./io.ts";
import { clean } from "./report/clean.ts";
import { askedFormat, usageProblem } from "./usage.ts";
import { version } from "./version.ts";

/** Runs the command line; resolves to the exit code and never ends the process itself. */
export async function runCli(argv: readonly string[], io: Io): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const format = askedFormat(argv, io);
  const output: Output = { stdout: io.stdout, stderr: format === "text" ? io.stderr : () => {} };
  const program = buildProgram(output, async (entry, command) => {
    exitCode = await perform(entry, command, io);
  });
  try {
    await program.parseAsync(argv, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : reportUsage(error, format, io);
    return reportDefect(error, format, io);
  }
}

function reportUsage(error: CommanderError, format: Format, io: Io): ExitCode {
  if (format !== "text") printProblem(usageProblem(error), format, io);
  return 3;
}

/** A defect of ours keeps its stack, because it is what a bug report needs. */
function reportDefect(error: unknown, format: Format, io: Io): ExitCode {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const message = `this is a defect of clusterloom ${version}; its stack is on stderr`;
  if (format !== "text") printProblem({ code: "defect", severity: "error", message }, format, io);
  io.stderr(`clusterloom: this is a defect of clusterloom ${version}; nothing more was written\n`);
  io.stderr(`${stack.split("\n").map(clean).join("\n")}\n`);
  return 1;
}

/** Where commander prints help and what is wrong with a command line. */
type Output = Pick<Io, "stdout" | "stderr">;
type Perform = (entry: CommandEntry, command: Command) => Promise<void>;

function buildProgram(output: Output, perform: Perform): Command {
  const program = configured(new Command("clusterloom"), output)
    .description(
      "From one cluster.yaml to a checked, encrypted Flux repository for a self-hosted AI platform.",
    )
    .version(version, "-V, --version", "print the version");
  addGlobalOptions(program);
  for (const entry of commands) addCommand(program, entry, output, perform);
  return program;
}

function configured(command: Command, { stdout, stderr }: Output): Command {
  return command
    .exitOverride()
    .configureOutput({ writeOut: stdout, writeErr: stderr })
    .showSuggestionAfterError(true)
    .helpCommand(false);
}

function addCommand(program: Command, entry: CommandEntry, output: Output, perform: Perform): void {
  const words = entry.name.split(" ");
  const name = words.pop() ?? entry.name;
  const parent = words.reduce((above, word) => groupOf(above, word, output), program);
  const command = configured(parent.command(name), output).description(entry.summary);
  if (entry.arguments) command.arguments(entry.arguments);
  for (const [flags, text] of entry.options ?? []) command.option(flags, text);
  command.action(() => perform(entry, command));
}

async function perform(entry: CommandEntry, command: Command, io: Io): Promise<ExitCode> {
  const { run } = await entry.load();
  const globals = globalsOf(command, io);
  const options = { ...command.opts<Record<string, unknown>>(), arguments: command.args } as never;
  const result = await run(options, globals, io);
  printResult(result, globals, io);
  return result.exitCode;
}

function groupOf(above: Command, word: string, output: Output): Command {
  const known = above.commands.find((command) => command.name() === word);
  return known ?? configured(above.command(word), output).description(`commands for ${word}`);
}

function addGlobalOptions(program: Command): void {
  for (const { flags, text, env, choices, default: value } of globalOptions) {
    const option = new Option(flags, text).env(env);
    if (choices) option.choices(choices);
    if (value !== undefined) option.default(value);
    program.addOption(option);
  }
}

function globalsOf(command: Command, io: Io): Globals {
  const raw = command.optsWithGlobals();
  const root = resolve(io.cwd, raw.root);
  return {
    root,
    config: raw.config ? resolve(io.cwd, raw.config) : resolve(root, "cluster.yaml"),
    format: raw.format as Format,
    color: wantsColor(io, raw.color !== false),
    resultColor: wantsColor(io, raw.color !== false, "stdout"),
    quiet: raw.quiet === true,
    verbose: raw.verbose === true,
  };
}
