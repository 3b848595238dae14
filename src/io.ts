/** Everything a command may touch of the process it runs in; tests pass their own. */
export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly home: string | undefined;
  readonly platform: NodeJS.Platform;
  /** Whether stdout and stderr are terminals. */
  readonly terminal: { readonly stdout: boolean; readonly stderr: boolean };
  readonly now: () => Date;
  stdout(text: string): void;
  stderr(text: string): void;
}

/** The real process. */
export function processIo(): Io {
  const { env, platform, stdout, stderr } = process;
  return {
    env,
    cwd: process.cwd(),
    home: env.HOME ?? env.USERPROFILE,
    platform,
    terminal: { stdout: stdout.isTTY === true, stderr: stderr.isTTY === true },
    now: () => new Date(),
    stdout: (text) => void stdout.write(text),
    stderr: (text) => void stderr.write(text),
  };
}

/** Whether to colour what goes to a stream: NO_COLOR and CI are honoured, a pipe gets none. */
export function wantsColor(io: Io, flag: boolean, stream: "stdout" | "stderr" = "stderr"): boolean {
  const { NO_COLOR, FORCE_COLOR, CI, TERM } = io.env;
  if (!flag || NO_COLOR) return false;
  if (FORCE_COLOR && FORCE_COLOR !== "0") return true;
  return io.terminal[stream] && !CI && TERM !== "dumb";
}
