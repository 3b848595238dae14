import { join } from "node:path";
import type { Problem } from "../../problem.ts";
import { type Disk, unless } from "../disk.ts";
import { surveyFolders } from "../folders.ts";
import { STATE_FOLDER } from "../jail.ts";
import { discard, type Site } from "./apply.ts";
import { BACKWARD, FORWARD, type Journal, readJournal } from "./journal.ts";
import { type Settled, settleBackward, settleForward } from "./settle.ts";

/** What an earlier run left: nothing, only staged files, or a tree that was completed or restored now. */
export interface Repaired {
  readonly found: "nothing" | "leftovers" | "completed" | "restored" | "broken";
  readonly problems: readonly Problem[];
}

export const STAGING = "staging-";
const LEFTOVER = /^(?:ticket-|lock-stale-)/;

/** Settles what earlier runs left in the state folder; the caller holds the exclusive lock. */
export async function repair(root: string, folder: string, disk: Disk): Promise<Repaired> {
  let result: Repaired = { found: "nothing", problems: [] };
  for (const name of (await disk.names(folder)).sort()) {
    if (LEFTOVER.test(name)) await unless(["ENOENT"], disk.removeFile(join(folder, name)));
    if (!name.startsWith(STAGING)) continue;
    const next = await repairOne({ root, staging: join(folder, name), disk });
    result = { found: next.found, problems: [...result.problems, ...next.problems] };
    if (next.found === "broken") break;
  }
  return result;
}

async function repairOne(site: Site): Promise<Repaired> {
  if ((await site.disk.entry(site.staging))?.kind !== "folder") return damaged();
  for (const [name, settle] of [
    [FORWARD, settleForward],
    [BACKWARD, settleBackward],
  ] as const) {
    const journal = await readJournal(site.staging, name, site.disk);
    if (journal === "damaged") return damaged();
    if (journal) return await settleIn(site, journal, settle);
  }
  await discard(site.staging, site.disk);
  return { found: "leftovers", problems: [] };
}

async function settleIn(
  site: Site,
  journal: Journal,
  settle: (site: Site, journal: Journal) => Promise<Settled>,
): Promise<Repaired> {
  const paths = [...journal.steps.map(({ path }) => path), ...journal.emptied];
  const survey = await surveyFolders(site.root, paths, site.disk);
  if (survey.problems.length > 0) return { found: "broken", problems: survey.problems };
  const { tree, problems } = await settle(site, journal);
  if (tree === "between") return { found: "broken", problems };
  const found = tree === "new" ? "completed" : "restored";
  return { found, problems: [finished(found), ...problems.map(asWarning)] };
}

/** The tree is whole, so that what went wrong on the way must not stop this run. */
function asWarning(problem: Problem): Problem {
  return { ...problem, severity: "warning" };
}

function finished(found: "completed" | "restored"): Problem {
  const what = found === "completed" ? "was completed" : "was undone";
  return {
    code: "earlier-write-settled",
    severity: "note",
    message: `an earlier run was interrupted while writing; its write ${what}`,
  };
}

function damaged(): Repaired {
  const problem: Problem = {
    code: "journal-damaged",
    severity: "error",
    message: `${STATE_FOLDER} holds a journal that this release did not write`,
    hint: `look at git status, restore what is missing, then delete ${STATE_FOLDER}`,
    at: { file: STATE_FOLDER, line: 1, column: 1 },
  };
  return { found: "broken", problems: [problem] };
}
