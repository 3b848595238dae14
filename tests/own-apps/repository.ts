import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { runCli } from "../../src/cli.ts";

/** What a run of the command line printed and returned. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A repository in a temporary folder, with the user standing in it. */
export interface Repository {
  readonly root: string;
  run(...argv: string[]): Promise<Ran>;
  write(path: string, text: string): Promise<void>;
  read(path: string): Promise<string | undefined>;
}

/** Makes a repository with the given files, runs the test in it, and removes it. */
export async function inRepository(
  files: Readonly<Record<string, string>>,
  test: (repository: Repository) => Promise<void>,
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), "clusterloom-"));
  const write = async (path: string, text: string) => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text, { mode: 0o600 });
  };
  try {
    for (const [path, text] of Object.entries(files)) await write(path, text);
    const read = (path: string) => readFile(join(root, path), "utf8").catch(() => undefined);
    await test({ root, write, read, run: (...argv) => run(root, argv, env) });
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

async function run(
  root: string,
  argv: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Ran> {
  const texts = { out: "", err: "" };
  const code = await runCli(argv, {
    env,
    cwd: root,
    home: undefined,
    platform: process.platform,
    terminal: { stdout: false, stderr: false },
    now: () => new Date("2026-01-02T03:04:05Z"),
    stdout: (text) => {
      texts.out += text;
    },
    stderr: (text) => {
      texts.err += text;
    },
  });
  return { code, ...texts };
}

/** `code file:line:column` of every problem that a run with `--format json` told. */
export function told({ out }: Ran): string[] {
  const { problems } = JSON.parse(out) as { problems: Record<string, unknown>[] };
  return problems.map(({ code, file, line, column }) =>
    file === undefined ? String(code) : `${code} ${file}:${line}:${column}`,
  );
}
