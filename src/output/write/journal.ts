import { dirname, join } from "node:path";
import { type Disk, unless } from "../disk.ts";
import { pathProblem } from "../jail.ts";
import { textOf } from "../tree.ts";

/** A write or deletion of the journal. Its staged content is `new-<index>`, what it replaces `old-<index>`. */
export interface Step {
  readonly path: string;
  readonly action: "write" | "delete";
  /** Whether a file was there before. */
  readonly existed: boolean;
}

/**
 * What a write is going to do. Once it is on disk the write will happen, now or in the next run: its name
 * is `journal.json` while it goes forward, and `rollback.json` once it goes back.
 */
export interface Journal {
  readonly version: 1;
  /** Deletions first: on a disk that ignores case, a renamed file's old name is its new one. */
  readonly steps: readonly Step[];
  /** Folders to make, parents first; a rollback removes them. */
  readonly made: readonly string[];
  /** Folders to remove in the end if they are empty, children first. */
  readonly emptied: readonly string[];
}

export const FORWARD = "journal.json";
export const BACKWARD = "rollback.json";

/** Puts the journal on disk under its final name in one instant. */
export async function writeJournal(staging: string, journal: Journal, disk: Disk): Promise<void> {
  const draft = join(staging, "journal.draft");
  await disk.writeNew(draft, JSON.stringify(journal), 0o600);
  for (const folder of [staging, dirname(staging), dirname(dirname(staging))]) await disk.flushFolder(folder);
  await disk.rename(draft, join(staging, FORWARD));
  await disk.flushFolder(staging);
}

/** The journal of a staging folder: undefined when there is none, "damaged" when it is not one of ours. */
export async function readJournal(
  staging: string,
  name: string,
  disk: Disk,
): Promise<Journal | "damaged" | undefined> {
  const bytes = await unless(["ENOENT"], disk.read(join(staging, name)));
  if (!bytes) return undefined;
  try {
    const json: unknown = JSON.parse(textOf(bytes));
    return isJournal(json) ? json : "damaged";
  } catch {
    return "damaged";
  }
}

/** The staged new content of a step. */
export function newFile(staging: string, index: number): string {
  return join(staging, `new-${index}`);
}

/** What a step replaces or deletes. */
export function oldFile(staging: string, index: number): string {
  return join(staging, `old-${index}`);
}

function isJournal(json: unknown): json is Journal {
  if (typeof json !== "object" || json === null) return false;
  const { version, steps, made, emptied } = json as Record<string, unknown>;
  return version === 1 && Array.isArray(steps) && steps.every(isStep) && isPaths(made) && isPaths(emptied);
}

function isStep(value: unknown): value is Step {
  if (typeof value !== "object" || value === null) return false;
  const { path, action, existed } = value as Record<string, unknown>;
  return isPath(path) && (action === "write" || action === "delete") && typeof existed === "boolean";
}

function isPaths(value: unknown): boolean {
  return Array.isArray(value) && value.every(isPath);
}

/** A journal may come with a cloned repository, so its paths are jailed like any other. */
function isPath(value: unknown): boolean {
  return typeof value === "string" && pathProblem(value) === undefined;
}
