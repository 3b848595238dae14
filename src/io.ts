/** Everything a command may touch of the process it runs in; tests pass their own. */
export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly home: string | undefined;
  readonly platform: NodeJS.Platform;
  /** The file that was started, maybe by a link to it; absent where that is not this program. */
  readonly program?: string;
  /** Whether stdout and stderr are terminals. */
  readonly terminal: { readonly stdout: boolean; readonly stderr: boolean };
  readonly now: () => Date;
  /** Asks a person and gives the answer, trimmed; absent where nobody sits at a terminal. */
  readonly ask?: (question: string) => Promise<string>;
  /** Size of the terminal in characters, the usual one where it does not say; absent where there is none. */
  readonly screen?: () => { readonly columns: number; readonly rows: number };
  /** Calls back at Ctrl-C instead of ending the process, until the function that it gives is called. */
  readonly onInterrupt?: (act: () => void) => () => void;
  stdout(text: string): void;
  stderr(text: string): void;
}

/** The real process. */
export function processIo(): Io {
  const { env, platform, stdin, stdout, stderr } = process;
  return {
    ...(stdin.isTTY && stderr.isTTY && { ask }),
    ...(stderr.isTTY && { screen: () => ({ columns: stderr.columns || 80, rows: stderr.rows || 24 }) }),
    onInterrupt,
    env,
    cwd: process.cwd(),
    home: env.HOME ?? env.USERPROFILE,
    platform,
    ...(process.argv[1] !== undefined && { program: process.argv[1] }),
    terminal: { stdout: stdout.isTTY === true, stderr: stderr.isTTY === true },
    now: () => new Date(),
    stdout: (text) => void stdout.write(text),
    stderr: (text) => void stderr.write(text),
  };
}

/** On stderr, since stdout is for results. The end of input counts as an empty answer. */
async function ask(question: string): Promise<string> {
  const { createInterface } = await import("node:readline/promises");
  const { stdin: input, stderr: output } = process;
  const lines = createInterface({ input, output });
  const ended = new Promise<undefined>((resolve) => lines.once("close", () => resolve(undefined)));
  try {
    const answer = await Promise.race([lines.question(question), ended]);
    // Whoever says nothing, by Ctrl-C or the end of input, has not ended the line either.
    if (answer === undefined) output.write("\n");
    return (answer ?? "").trim();
  } finally {
    lines.close();
  }
}

function onInterrupt(act: () => void): () => void {
  const signals = ["SIGINT", "SIGTERM"] as const;
  for (const signal of signals) process.once(signal, act);
  return () => {
    for (const signal of signals) process.off(signal, act);
  };
}

/** Whether to colour what goes to a stream: NO_COLOR and CI are honoured, a pipe gets none. */
export function wantsColor(io: Io, flag: boolean, stream: "stdout" | "stderr" = "stderr"): boolean {
  const { NO_COLOR, FORCE_COLOR, CI, TERM } = io.env;
  if (!flag || NO_COLOR) return false;
  if (FORCE_COLOR && FORCE_COLOR !== "0") return true;
  return io.terminal[stream] && !CI && TERM !== "dumb";
}
