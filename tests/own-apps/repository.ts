import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { runIn } from "../line/run.ts";
import { scratchFolder } from "../scratch.ts";

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
): Promise<void> {
  const root = await scratchFolder("clusterloom-");
  const write = async (path: string, text: string) => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text, { mode: 0o600 });
  };
  try {
    for (const [path, text] of Object.entries(files)) await write(path, text);
    const read = (path: string) => readFile(join(root, path), "utf8").catch(() => undefined);
    await test({ root, write, read, run: (...argv) => run(root, argv) });
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

async function run(root: string, argv: readonly string[]): Promise<Ran> {
  const { exitCode, stdout, stderr } = await runIn(root, argv);
  return { code: exitCode, out: stdout, err: stderr };
}

/** `code file:line:column` of every problem that a run with `--format json` told. */
export function told({ out }: Ran): string[] {
  const { problems } = JSON.parse(out) as { problems: Record<string, unknown>[] };
  return problems.map(({ code, file, line, column }) =>
    file === undefined ? String(code) : `${code} ${file}:${line}:${column}`,
  );
}
