import { join } from "node:path";
import type { Outcome, Problem } from "../../problem.ts";
import { type Disk, errnoOf, unless } from "../disk.ts";
import { STATE_FOLDER } from "../jail.ts";
import { textOf } from "../tree.ts";
import { type Holder, holderPid, isStale, printHolder } from "./holder.ts";

/** The right to write below a root; `release` gives it back and removes the state folder if nothing is left. */
export interface Exclusive {
  readonly folder: string;
  readonly release: () => Promise<void>;
}

const LOCK = "lock";
const IGNORE = ".gitignore";
/** Between two calls another process may finish and remove the folder; that many times we begin again. */
const ATTEMPTS = 20;
/** What a file system without hard links answers. */
const NO_LINKS = ["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK", "EINVAL"];

/** Takes the exclusive lock below an existing root. Gives `busy` while another process holds it. */
export async function acquire(root: string, disk: Disk, holder: Holder): Promise<Outcome<Exclusive>> {
  const folder = join(root, STATE_FOLDER);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const problem = await ensureFolder(folder, disk);
    if (problem) return { value: undefined, problems: [problem] };
    const found = await claim(folder, `${holder.pid}-${attempt}`, disk, holder);
    if (found === "ours") return { value: await held(folder, disk), problems: [] };
    if (found !== "again") return { value: undefined, problems: [found] };
  }
  return { value: undefined, problems: [busy(undefined)] };
}

async function ensureFolder(folder: string, disk: Disk): Promise<Problem | undefined> {
  await unless(["EEXIST"], disk.makeFolder(folder, 0o700));
  const entry = await disk.entry(folder);
  if (!entry || entry.kind === "folder") return undefined;
  return {
    code: "in-the-way",
    severity: "error",
    message: `${STATE_FOLDER} must be a folder, and is not`,
    hint: "remove it",
    at: { file: STATE_FOLDER, line: 1, column: 1 },
  };
}

/** A hard link appears with its content, so that no other process ever reads a lock half written. */
async function claim(
  folder: string,
  id: string,
  disk: Disk,
  holder: Holder,
): Promise<"ours" | "again" | Problem> {
  const ticket = join(folder, `ticket-${id}`);
  const lock = join(folder, LOCK);
  try {
    await unless(["ENOENT"], disk.removeFile(ticket));
    await disk.writeNew(ticket, printHolder(holder), 0o600);
    await linkOrWrite(ticket, lock, disk, holder);
    await unless(["ENOENT"], disk.removeFile(ticket));
    return "ours";
  } catch (error) {
    await disk.removeFile(ticket).catch(() => undefined);
    if (errnoOf(error) === "ENOENT") return "again";
    if (errnoOf(error) !== "EEXIST") {
      await disk.removeFolder(folder).catch(() => undefined);
      throw error;
    }
    return await contend(lock, `${lock}-stale-${id}`, disk, holder);
  }
}

async function linkOrWrite(ticket: string, lock: string, disk: Disk, holder: Holder): Promise<void> {
  try {
    await disk.link(ticket, lock);
  } catch (error) {
    if (!NO_LINKS.includes(errnoOf(error) ?? "")) throw error;
    await disk.writeNew(lock, printHolder(holder), 0o600);
  }
}

/** Removes a stale lock: moved aside first and compared, lest it be one that another process has just made. */
async function contend(lock: string, aside: string, disk: Disk, holder: Holder): Promise<"again" | Problem> {
  const entry = await disk.entry(lock);
  const text = await unless(["ENOENT"], disk.read(lock));
  if (!entry || !text) return "again";
  if (!isStale(textOf(text), Date.now() - entry.changedMs, holder)) return busy(holderPid(textOf(text)));
  await unless(["ENOENT"], disk.rename(lock, aside));
  const moved = await unless(["ENOENT"], disk.read(aside));
  if (moved && textOf(moved) !== textOf(text)) await unless(["EEXIST"], disk.link(aside, lock));
  await unless(["ENOENT"], disk.removeFile(aside));
  return "again";
}

/** What a killed run leaves must not be committed; the file goes with the folder. */
async function held(folder: string, disk: Disk): Promise<Exclusive> {
  const ignore = join(folder, IGNORE);
  const release = async () => {
    const left = await disk.names(folder).catch(() => []);
    if (left.every((name) => name === LOCK || name === IGNORE))
      await disk.removeFile(ignore).catch(() => undefined);
    await disk.removeFile(join(folder, LOCK)).catch(() => undefined);
    await disk.removeFolder(folder).catch(() => undefined);
  };
  try {
    await unless(["EEXIST"], disk.writeNew(ignore, "*\n", 0o644));
  } catch (error) {
    await release();
    throw error;
  }
  return { folder, release };
}

function busy(pid: number | undefined): Problem {
  const who = pid === undefined ? "another process" : `process ${pid}`;
  return {
    code: "busy",
    severity: "error",
    message: `${who} is writing below this root`,
    hint: `wait until it is done; if no clusterloom runs, delete ${STATE_FOLDER}/${LOCK}`,
    at: { file: `${STATE_FOLDER}/${LOCK}`, line: 1, column: 1 },
  };
}
