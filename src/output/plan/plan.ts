import type { Outcome } from "../../problem.ts";
import { collisions } from "../collisions.ts";
import { allFoldersAbove } from "../folders.ts";
import { LOCK_FILE, pathProblem } from "../jail.ts";
import { type Lock, printLock, type SharedRecord } from "../lock.ts";
import { withoutNeighboursSeeds } from "./left-out.ts";
import { judgeShared } from "./shared.ts";
import { sharedPath } from "./shared-paths.ts";
import type { Change, Plan, PlanInput, SharedFile } from "./types.ts";
import { judgeUnwanted } from "./unwanted.ts";
import type { Verdict } from "./verdict.ts";
import { judgeWanted } from "./wanted.ts";

/**
 * Compares what we want with what is there and what we own; touches nothing. Problems: `edited-by-hand` and
 * `foreign-file` (errors unless `force`; the texts are in the change), those of a shared file that cannot be
 * merged, `unsafe-path` and `path-collision`; warnings and notes for whatever is kept. The value is there even
 * with errors, so that differences can be shown, except when the paths themselves are wrong.
 */
export function plan(input: PlanInput): Outcome<Plan> {
  const { wanted, shared, problems } = withoutNeighboursSeeds(input, sharedFiles(input));
  const paths = [...wanted, ...shared].map(({ path }) => path);
  const wrong = [...paths.flatMap((path) => pathProblem(path) ?? []), ...collisions([LOCK_FILE, ...paths])];
  if (wrong.length > 0) return { value: undefined, problems: wrong };
  const merged = shared.map((file) => judgeShared(file, input));
  const inUse = new Set(merged.flatMap((verdict) => verdict.inUse));
  const unwanted = judgeUnwanted(input, new Set(paths), inUse);
  const verdicts = [...wanted.map((file) => judgeWanted(file, input)), ...merged, ...unwanted];
  const found = verdicts.flatMap((verdict) => verdict.problems ?? []);
  return { value: planOf(verdicts, input), problems: [...problems, ...found] };
}

/** The shared files at the paths where they are, and those in which only old entries of ours are left. */
function sharedFiles({ shared, lock, tree, wanted }: PlanInput): SharedFile[] {
  const present = shared.map((file) => ({ ...file, path: sharedPath(file.path, tree) }));
  const taken = new Set([...present, ...wanted].map(({ path }) => path));
  const old = [...lock.shared.keys()].filter((path) => !taken.has(path));
  return [...present, ...old.map((path) => ({ path, entries: [] }))];
}

function planOf(verdicts: readonly Verdict[], input: PlanInput): Plan {
  const changes = verdicts.flatMap(({ change }) => change ?? []).sort(byPath);
  const owned = ownedBy(verdicts);
  const needed = allFoldersAbove([...owned.files.keys(), ...owned.seeds.keys(), ...owned.shared.keys()]);
  const old = input.lock.folders;
  const folders = new Set([
    ...[...old].filter((folder) => needed.includes(folder)),
    ...madeBy(changes, input),
  ]);
  const unneeded = [...old]
    .filter((folder) => !folders.has(folder))
    .sort()
    .reverse();
  const lock = { ...owned, folders: input.prune ? folders : new Set([...folders, ...old]) };
  return { changes, lock, lockChanged: isChanged(lock, input), emptied: input.prune ? unneeded : [] };
}

function ownedBy(verdicts: readonly Verdict[]): Omit<Lock, "folders"> {
  const hashes = (kind: Change["kind"]): Map<string, string> =>
    new Map(
      verdicts.flatMap((verdict): [string, string][] =>
        verdict.kind === kind && verdict.hash !== undefined ? [[verdict.path, verdict.hash]] : [],
      ),
    );
  const shared = verdicts.flatMap(({ path, record }): [string, SharedRecord][] =>
    record ? [[path, record]] : [],
  );
  return { files: hashes("owned"), seeds: hashes("seed"), shared: new Map(shared) };
}

function madeBy(changes: readonly Change[], { tree }: PlanInput): string[] {
  const created = changes.filter(({ action }) => action === "create").map(({ path }) => path);
  return allFoldersAbove(created).filter((folder) => !tree.folders.has(folder));
}

function isChanged(lock: Lock, input: PlanInput): boolean {
  return printLock(lock) !== printLock(input.lock);
}

function byPath(a: Change, b: Change): number {
  return a.path < b.path ? -1 : 1;
}
