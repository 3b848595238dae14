import { resolve } from "node:path";
import { Command, CommanderError, Option } from "commander";
import type { ExitCode, Format, Globals } from "./commands/command.ts";
import { globalOptions } from "./commands/global-options.ts";
import { type CommandEntry, commands } from "./commands/table.ts";
import { type Io, wantsColor } from "./io.ts";
import { clean } from "./report/clean.ts";
import { printResult } from "./report/print.ts";
import { version } from "./version.ts";

/** Runs the command line; resolves to the exit code and never ends the process itself. */
export async function runCli(argv: readonly string[], io: Io): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const program = buildProgram(io, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(argv, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 3;
    return reportDefect(error, io);
  }
}

/** A defect of ours keeps its stack, because it is what a bug report needs. */
function reportDefect(error: unknown, io: Io): ExitCode {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  io.stderr(`clusterloom: this is a defect of clusterloom ${version}; nothing more was written\n`);
  io.stderr(`${stack.split("\n").map(clean).join("\n")}\n`);
  return 1;
}

type Finish = (code: ExitCode) => void;

function buildProgram(io: Io, finish: Finish): Command {
  const program = configured(new Command("clusterloom"), io)
    .description(
      "From one cluster.yaml to a checked, encrypted Flux repository for a self-hosted AI platform.",
    )
    .version(version, "-V, --version", "print the version");
  addGlobalOptions(program);
  for (const entry of commands) addCommand(program, entry, io, finish);
  return program;
}

function configured(command: Command, io: Io): Command {
  return command
    .exitOverride()
    .configureOutput({ writeOut: io.stdout, writeErr: io.stderr })
    .showSuggestionAfterError(true)
    .helpCommand(false);
}

function addCommand(program: Command, entry: CommandEntry, io: Io, finish: Finish): void {
  const words = entry.name.split(" ");
  const name = words.pop() ?? entry.name;
  const parent = words.reduce((above, word) => groupOf(above, word, io), program);
  const command = configured(parent.command(name), io).description(entry.summary);
  if (entry.arguments) command.arguments(entry.arguments);
  for (const [flags, text] of entry.options ?? []) command.option(flags, text);
  command.action(async () => {
    const { run } = await entry.load();
    const globals = globalsOf(command, io);
    const options = { ...command.opts<Record<string, unknown>>(), arguments: command.args } as never;
    const result = await run(options, globals, io);
    printResult(result, globals, io);
    finish(result.exitCode);
  });
}

function groupOf(above: Command, word: string, io: Io): Command {
  const known = above.commands.find((command) => command.name() === word);
  return known ?? configured(above.command(word), io).description(`commands for ${word}`);
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
