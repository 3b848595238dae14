import {
  cp,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  unlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { runCli } from "../../src/cli.ts";
import type { ExitCode } from "../../src/commands/command.ts";
import type { Io } from "../../src/io.ts";

/** Texts by path, with `/`. */
export type Texts = Readonly<Record<string, string>>;

/** What one run of the command line gave. */
export interface Ran {
  readonly exitCode: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder that the command line runs in. */
export interface Repository {
  readonly root: string;
  /** Runs the command line in the folder, with nothing of this machine's environment. */
  run(argv: readonly string[], io?: Partial<Io>): Promise<Ran>;
  read(path: string): Promise<string>;
  put(texts: Texts): Promise<void>;
  remove(path: string): Promise<void>;
  /** Every file, and every empty folder with a `/` at its end. */
  tree(): Promise<Texts>;
  /** When each file was last written. */
  times(): Promise<Readonly<Record<string, number>>>;
}

/** A new folder with these files or those of another folder, removed after the test. */
export async function repository(from: Texts | string = {}): Promise<Repository> {
  const root = await realpath(await mkdtemp(join(tmpdir(), "line-")));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  if (typeof from === "string") await cp(from, root, { recursive: true });
  else await put(root, from);
  return {
    root,
    run: (argv, io) => run(argv, root, io),
    read: (path) => readFile(join(root, path), "utf8"),
    put: (texts) => put(root, texts),
    remove: (path) => unlink(join(root, path)),
    tree: () => treeOf(root),
    times: () => timesOf(root),
  };
}

export const NOON = new Date("2026-03-01T12:00:00Z");
export const LATER = new Date("2026-03-02T08:30:00Z");

async function run(argv: readonly string[], cwd: string, io: Partial<Io> = {}): Promise<Ran> {
  let stdout = "";
  let stderr = "";
  const exitCode = await runCli(argv, {
    env: {},
    cwd,
    home: join(cwd, "no-home"),
    platform: process.platform,
    terminal: { stdout: false, stderr: false },
    now: () => NOON,
    stdout: (text) => {
      stdout += text;
    },
    stderr: (text) => {
      stderr += text;
    },
    ...io,
  });
  return { exitCode, stdout, stderr };
}

async function put(root: string, texts: Texts): Promise<void> {
  for (const [path, text] of Object.entries(texts)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}

/** Paths of files and, with a `/` at their end, of empty folders. */
async function pathsBelow(folder: string, below = ""): Promise<string[]> {
  const entries = await readdir(join(folder, below), { withFileTypes: true });
  if (entries.length === 0 && below !== "") return [below];
  const paths = entries.map((entry) => {
    const path = `${below}${entry.name}`;
    return entry.isDirectory() ? pathsBelow(folder, `${path}/`) : [path];
  });
  return (await Promise.all(paths)).flat().sort();
}

/** Texts of every file of a folder; an empty folder is a path that ends in `/`. */
export async function treeOf(folder: string): Promise<Texts> {
  const paths = await pathsBelow(folder);
  const texts = paths.map(
    async (path): Promise<[string, string]> => [
      path,
      path.endsWith("/") ? "" : await readFile(join(folder, path), "utf8"),
    ],
  );
  return Object.fromEntries(await Promise.all(texts));
}

async function timesOf(folder: string): Promise<Record<string, number>> {
  const paths = await pathsBelow(folder);
  const times = paths.map(
    async (path): Promise<[string, number]> => [path, (await lstat(join(folder, path))).mtimeMs],
  );
  return Object.fromEntries(await Promise.all(times));
}
