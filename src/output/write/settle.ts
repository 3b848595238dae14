import type { Problem } from "../../problem.ts";
import { errnoOf } from "../disk.ts";
import { diskProblem } from "../disk-problem.ts";
import { STATE_FOLDER } from "../jail.ts";
import { backward, discard, finish, forward, type Site, type StepFailure, turnBack } from "./apply.ts";
import { BACKWARD, FORWARD, type Journal } from "./journal.ts";

/** The tree after a journal: all new, all old, or (the disk refused even that) still in between. */
export interface Settled {
  readonly tree: "new" | "old" | "between";
  readonly problems: readonly Problem[];
}

/** Carries the journal out; when a step fails, undoes all of it. */
export async function settleForward(site: Site, journal: Journal): Promise<Settled> {
  const failure = await forward(site, journal);
  if (!failure) return { tree: "new", problems: await cleanUp(site, journal, FORWARD) };
  const problem = problemOf(failure);
  const turned = await turnBack(site).then(
    () => true,
    (error: unknown) => expected(error),
  );
  if (turned !== true) return { tree: "between", problems: [problem, unfinished()] };
  const settled = await settleBackward(site, journal);
  return { tree: settled.tree, problems: [problem, ...settled.problems] };
}

/** Undoes the journal. */
export async function settleBackward(site: Site, journal: Journal): Promise<Settled> {
  const failure = await backward(site, journal);
  if (failure) return { tree: "between", problems: [problemOf(failure), unfinished()] };
  return { tree: "old", problems: await cleanUp(site, journal, BACKWARD) };
}

/** The tree is whole by now; whatever cannot be removed is removed by the next run. */
async function cleanUp(site: Site, journal: Journal, name: string): Promise<Problem[]> {
  try {
    await finish(site, journal, name);
    await discard(site.staging, site.disk);
    return [];
  } catch (error) {
    return [{ ...diskProblem(error, STATE_FOLDER, "remove"), severity: "warning" }];
  }
}

function problemOf({ path, error }: StepFailure): Problem {
  return diskProblem(error, path, "change");
}

function expected(error: unknown): false {
  if (errnoOf(error) === undefined) throw error;
  return false;
}

function unfinished(): Problem {
  return {
    code: "unfinished-write",
    severity: "error",
    message: "the write could neither be completed nor undone",
    hint: "repair what the problem before this one names and run again: the next run completes it",
    at: { file: STATE_FOLDER, line: 1, column: 1 },
  };
}
