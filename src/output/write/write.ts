import { dirname, join } from "node:path";
import { hasErrors, type Outcome, type Problem } from "../../problem.ts";
import { collisions } from "../collisions.ts";
import { type Disk, nodeDisk, unless } from "../disk.ts";
import { diskProblem } from "../disk-problem.ts";
import { pathProblem, STATE_FOLDER } from "../jail.ts";
import { discard, type Site } from "./apply.ts";
import { acquire, type Exclusive } from "./exclusive.ts";
import { type Holder, thisProcess } from "./holder.ts";
import { type Journal, writeJournal } from "./journal.ts";
import type { Operation } from "./operation.ts";
import { PAUSES, patient } from "./patience.ts";
import { type Repaired, repair, STAGING } from "./repair.ts";
import { settleForward } from "./settle.ts";
import { stage } from "./stage.ts";

export interface WriteOptions {
  readonly disk?: Disk;
  readonly holder?: Holder;
  /** Pauses in milliseconds before a refused rename is tried again. */
  readonly pauses?: readonly number[];
}

/** What a write did: paths relative to the root. */
export interface Written {
  readonly written: readonly string[];
  readonly deleted: readonly string[];
}

/**
 * Carries out all operations or none: new contents are staged and flushed beside the tree, then renamed into
 * place under a journal, in the given order (deletions first). Killed at any instant, `recover` finds the old
 * tree or completes the new one. Without a value nothing changed, unless `unfinished-write` says otherwise.
 * Gives `busy`, `changed-meanwhile`, `unsafe-path`, `leaves-root`, `disk-full`, `no-access`, `read-only`, …
 */
export async function write(
  root: string,
  operations: readonly Operation[],
  options: WriteOptions = {},
): Promise<Outcome<Written>> {
  const paths = operations.map(({ path }) => path);
  const wrong = [
    ...paths.flatMap((path) => pathProblem(path) ?? []),
    ...collisions(written(operations).written),
    ...undecided(operations),
  ];
  if (wrong.length > 0) return { value: undefined, problems: wrong };
  if (operations.length === 0) return { value: { written: [], deleted: [] }, problems: [] };
  return await exclusively(root, options, async (folder, disk, holder) => {
    const repaired = await repair(root, folder, disk);
    if (hasErrors(repaired.problems)) return { value: undefined, problems: repaired.problems };
    const site = { root, staging: join(folder, `${STAGING}${holder.pid}-${Date.now()}`), disk };
    const problems = [...repaired.problems, ...(await stageAndSettle(site, operations))];
    return { value: hasErrors(problems) ? undefined : written(operations), problems };
  });
}

/**
 * Settles what a killed run left below the root; to be called before anything is read. Gives the note
 * `earlier-write-settled` when the tree was completed or restored.
 */
export async function recover(root: string, options: WriteOptions = {}): Promise<Outcome<Repaired["found"]>> {
  const disk = options.disk ?? nodeDisk;
  const folder = join(root, STATE_FOLDER);
  try {
    if (!(await disk.entry(folder))) return { value: "nothing", problems: [] };
  } catch (error) {
    return { value: undefined, problems: [diskProblem(error, STATE_FOLDER, "look into")] };
  }
  return await exclusively(root, options, async (state, patientDisk) => {
    const { found, problems } = await repair(root, state, patientDisk);
    return { value: hasErrors(problems) ? undefined : found, problems };
  });
}

async function exclusively<T>(
  root: string,
  { disk: plain = nodeDisk, holder = thisProcess(), pauses = PAUSES }: WriteOptions,
  act: (folder: string, disk: Disk, holder: Holder) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const disk = patient(plain, pauses);
  let exclusive: Exclusive | undefined;
  try {
    await ensureRoot(root, disk);
    const acquired = await acquire(root, disk, holder);
    if (!acquired.value) return { value: undefined, problems: acquired.problems };
    exclusive = acquired.value;
    return await act(exclusive.folder, disk, holder);
  } catch (error) {
    return { value: undefined, problems: [diskProblem(error, STATE_FOLDER, "write")] };
  } finally {
    await exclusive?.release();
  }
}

async function ensureRoot(root: string, disk: Disk): Promise<void> {
  if (await disk.entry(root)) return;
  if (dirname(root) !== root) await ensureRoot(dirname(root), disk);
  await unless(["EEXIST"], disk.makeFolder(root, 0o777));
}

async function stageAndSettle(site: Site, operations: readonly Operation[]): Promise<readonly Problem[]> {
  const journal = await prepare(site, operations);
  return journal.value ? (await settleForward(site, journal.value)).problems : journal.problems;
}

/** Everything up to the journal. When it fails, all that it staged is removed again. */
async function prepare(site: Site, operations: readonly Operation[]): Promise<Outcome<Journal>> {
  let ready = false;
  try {
    await site.disk.makeFolder(site.staging, 0o700);
    const staged = await stage(site, operations);
    if (staged.value) await writeJournal(site.staging, staged.value, site.disk);
    ready = staged.value !== undefined;
    return staged;
  } finally {
    if (!ready) await discard(site.staging, site.disk).catch(() => undefined);
  }
}

function written(operations: readonly Operation[]): Written {
  const paths = (action: Operation["action"]) =>
    operations.flatMap((it) => (it.action === action ? [it.path] : []));
  return { written: paths("write"), deleted: paths("delete") };
}

/** A deletion may differ from a write in case only (a rename), but not name the same path. */
function undecided(operations: readonly Operation[]): Problem[] {
  const { written: paths, deleted } = written(operations);
  return deleted.filter((path) => paths.includes(path)).flatMap((path) => collisions([path, path]));
}
