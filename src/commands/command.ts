import type { Io } from "../io.ts";
import type { Problem } from "../problem.ts";

export type Format = "text" | "json" | "github" | "gitlab" | "sarif";

/** Options that every command knows; paths are absolute. */
export interface Globals {
  readonly root: string;
  readonly config: string;
  readonly format: Format;
  /** Whether to colour what goes to stderr. */
  readonly color: boolean;
  /** Whether to colour what goes to stdout. */
  readonly resultColor: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
}

/** 0 done or clean, 1 problems, 2 differences, 3 wrong usage or a missing tool. */
export type ExitCode = 0 | 1 | 2 | 3;

/** What a command found and made; the command line prints it in the format that was asked for. */
export interface Result {
  readonly exitCode: ExitCode;
  readonly problems: readonly Problem[];
  /** Goes to stdout in text format. */
  readonly text?: string;
  /** Talk for a person, on stderr in text format and left out by `--quiet`. */
  readonly talk?: string;
  /** What `--format json` adds beside `problems`. */
  readonly report?: Readonly<Record<string, unknown>>;
  /** True where the problems are what was asked for (validate, check): they go to stdout. */
  readonly problemsAreResult?: boolean;
  /** True where `text` tells the problems in its own way; the other formats still list them. */
  readonly problemsInText?: boolean;
  /** True where the command has written one JSON event a line by itself, the last of which tells the problems. */
  readonly streamed?: boolean;
  /** Texts of the files that problems point into, for excerpts. */
  readonly sources?: ReadonlyMap<string, string>;
  /** Whether a line may be shown in an excerpt: not when it holds a secret. */
  readonly mayQuote?: (file: string, line: number) => boolean;
}

/** A command: its own options in, a result out. Throws only for a defect of ours. */
export type Run<Options> = (options: Options, globals: Globals, io: Io) => Promise<Result>;
