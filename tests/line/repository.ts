import { lstat, readFile, rm, unlink } from "node:fs/promises";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Io } from "../../src/io.ts";
import { scratchFolder } from "../scratch.ts";
import { type Ran, runIn } from "./run.ts";
import { pathsBelow, put, type Texts, treeOf } from "./texts.ts";

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

/** A new folder with these files, removed after the test, or with `afterAll` after all of a file. */
export async function repository(
  texts: Texts = {},
  whenDone: (remove: () => Promise<void>) => void = onTestFinished,
): Promise<Repository> {
  const root = await scratchFolder("line-");
  whenDone(() => rm(root, { recursive: true, force: true }));
  await put(root, texts);
  return {
    root,
    run: (argv, io) => runIn(root, argv, io),
    read: (path) => readFile(join(root, path), "utf8"),
    put: (more) => put(root, more),
    remove: (path) => unlink(join(root, path)),
    tree: () => treeOf(root),
    times: () => timesOf(root),
  };
}

async function timesOf(folder: string): Promise<Record<string, number>> {
  const paths = await pathsBelow(folder);
  const times = paths.map(
    async (path): Promise<[string, number]> => [path, (await lstat(join(folder, path))).mtimeMs],
  );
  return Object.fromEntries(await Promise.all(times));
}
