import { dirname, join } from "node:path";
import { type Disk, errnoOf, unless } from "../disk.ts";
import { absolute } from "../jail.ts";
import { parallel } from "../parallel.ts";
import { BACKWARD, FORWARD, type Journal, newFile, oldFile, type Step } from "./journal.ts";

/** Where a journal is carried out. */
export interface Site {
  readonly root: string;
  readonly staging: string;
  readonly disk: Disk;
}

/** Thrown by a step, so that the problem can name the path. */
export interface StepFailure {
  readonly path: string;
  readonly error: unknown;
}

const FLUSHERS = 8;

/**
 * Carries the journal out: deletions, then writes in order. Every step shows by its files in the staging
 * folder whether it was done, so that this can be repeated after a crash. Stops at the first failure.
 */
export async function forward(
  { root, staging, disk }: Site,
  journal: Journal,
): Promise<StepFailure | undefined> {
  for (const path of journal.made) {
    const failure = await attempt(path, unless(["EEXIST"], disk.makeFolder(absolute(root, path), 0o777)));
    if (failure) return failure;
  }
  for (const [index, step] of journal.steps.entries()) {
    const failure = await attempt(step.path, advance(absolute(root, step.path), staging, index, step, disk));
    if (failure) return failure;
  }
  return await attempt(".", flush(root, journal, disk));
}

/** Undoes whatever `forward` did, in the other order; can be repeated, too. */
export async function backward(
  { root, staging, disk }: Site,
  journal: Journal,
): Promise<StepFailure | undefined> {
  for (const [index, step] of [...journal.steps.entries()].reverse()) {
    const failure = await attempt(step.path, retreat(absolute(root, step.path), staging, index, step, disk));
    if (failure) return failure;
  }
  for (const path of journal.made.toReversed()) await removeIfEmpty(absolute(root, path), disk);
  return await attempt(".", flush(root, journal, disk));
}

/** From here on a next run goes back, too. A rename needs no space, so a full disk does not hinder it. */
export async function turnBack({ staging, disk }: Site): Promise<void> {
  await disk.rename(join(staging, FORWARD), join(staging, BACKWARD));
  await disk.flushFolder(staging);
}

/** Removes the journal, with which the write is over, and the folders that it emptied. */
export async function finish({ root, staging, disk }: Site, journal: Journal, name: string): Promise<void> {
  if (name === FORWARD) for (const path of journal.emptied) await removeIfEmpty(absolute(root, path), disk);
  await unless(["ENOENT"], disk.removeFile(join(staging, name)));
  await disk.flushFolder(staging);
}

/** Removes a staging folder, a journal first: without its staged files it would promise what cannot be done. */
export async function discard(staging: string, disk: Disk): Promise<void> {
  const names = (await unless(["ENOENT"], disk.names(staging))) ?? [];
  const journals: string[] = names.filter((name) => [FORWARD, BACKWARD].includes(name));
  for (const name of journals) await disk.removeFile(join(staging, name));
  if (journals.length > 0) await disk.flushFolder(staging);
  const others = names.filter((name) => !journals.includes(name));
  await parallel(others, FLUSHERS, (name) => disk.removeFile(join(staging, name)));
  await unless(["ENOENT"], disk.removeFolder(staging));
}

async function advance(
  target: string,
  staging: string,
  index: number,
  step: Step,
  disk: Disk,
): Promise<void> {
  if (step.action === "write") {
    if (await disk.entry(newFile(staging, index))) await disk.rename(newFile(staging, index), target);
  } else if (!(await disk.entry(oldFile(staging, index))) && (await disk.entry(target))) {
    await disk.rename(target, oldFile(staging, index));
  }
}

/** A write was done when its new content has left the staging folder, a deletion when the old one is there. */
async function retreat(
  target: string,
  staging: string,
  index: number,
  step: Step,
  disk: Disk,
): Promise<void> {
  const old = await disk.entry(oldFile(staging, index));
  if (step.action === "delete") {
    if (old && !(await disk.entry(target))) await disk.rename(oldFile(staging, index), target);
  } else if (!(await disk.entry(newFile(staging, index)))) {
    if (old) await disk.rename(oldFile(staging, index), target);
    else if (!step.existed) await unless(["ENOENT"], disk.removeFile(target));
  }
}

async function flush(root: string, journal: Journal, disk: Disk): Promise<void> {
  const folders = new Set(journal.steps.map(({ path }) => dirname(absolute(root, path))));
  for (const path of journal.made) folders.add(dirname(absolute(root, path)));
  await parallel([...folders], FLUSHERS, async (folder) => {
    if (await disk.entry(folder)) await disk.flushFolder(folder);
  });
}

/** A folder that is not empty, or that cannot be removed, does no harm. */
async function removeIfEmpty(folder: string, disk: Disk): Promise<void> {
  await disk.removeFolder(folder).catch((error: unknown) => {
    if (errnoOf(error) === undefined) throw error;
  });
}

async function attempt(path: string, call: Promise<unknown>): Promise<StepFailure | undefined> {
  try {
    await call;
    return undefined;
  } catch (error) {
    return { path, error };
  }
}
