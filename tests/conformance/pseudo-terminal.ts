import { execa } from "execa";
import type { Context } from "./context.ts";
import { debianTool } from "./debian.ts";
import { type Terminal, terminal } from "./terminal.ts";

/** The size that a terminal has when nobody has made it larger. */
export const size = { columns: 80, rows: 24 };

/** What is typed as soon as these words are there, whatever their colours; each once and in their order. */
export interface Typing {
  readonly after: RegExp;
  /** Milliseconds to wait then. */
  readonly wait?: number;
  readonly type: string;
}

export interface Shown {
  readonly code: number;
  /** Everything that was written, with its sequences. */
  readonly bytes: string;
  readonly terminal: Terminal;
}

export interface Sitting {
  readonly script: string;
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly typing?: readonly Typing[];
  /** Milliseconds after which it is ended. */
  readonly limit?: number;
}

export const ctrlC = "\x03";

/** `script` of util-linux gives a program a terminal; Debian has it everywhere. */
export function scriptProgram(context: Context): Promise<string> {
  return debianTool(context, { program: "script", package: "bsdutils" });
}

/** Runs a program in a terminal of 24 rows and 80 columns, as a person has it. */
export async function sit(argv: readonly string[], sitting: Sitting): Promise<Shown> {
  const { script, cwd, env = {}, typing = [], limit = 600_000 } = sitting;
  const command = `stty rows ${size.rows} cols ${size.columns} && exec ${argv.map(quoted).join(" ")}`;
  const { CI: _ci, NO_COLOR: _noColor, ...own } = process.env;
  const running = execa(script, ["--quiet", "--return", "--command", command, "/dev/null"], {
    ...{ cwd, reject: false, timeout: limit, stdin: "pipe", buffer: false },
    ...{ env: { ...own, TERM: "xterm-256color", SHELL: "/bin/sh", ...env }, extendEnv: false },
  });
  const seen = terminal(size.columns, size.rows);
  const left = [...typing];
  let bytes = "";
  let from = 0;
  running.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
    bytes += chunk;
    const plain = withoutColours(bytes);
    for (const next of [...left]) {
      const found = next.after.exec(plain.slice(from));
      if (!found) return;
      left.shift();
      from += found.index + found[0].length;
      setTimeout(() => running.stdin?.write(next.type), next.wait ?? 0);
    }
  });
  const { exitCode = -1 } = await running;
  seen.write(bytes);
  return { code: exitCode, bytes, terminal: seen };
}

export function withoutColours(text: string): string {
  return text.replaceAll(/\x1b\[[\d;]*m/g, "");
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
