import { join } from "node:path";
import type { Io } from "../io.ts";
import type { Position, Problem } from "../problem.ts";
import type { Globals } from "./command.ts";
import { shownPath } from "./shown-path.ts";

/** Files that the stages know by their path below the root. */
const belowRoot =
  /^(?:kubernetes\/|\.sops\.yaml$|clusterloom\.lock\.json$|cluster\.schema\.json$|\.clusterloom)/;

/** The same problems, with files of the repository named from where the user stands, so that they can be opened. */
export function shownProblems(problems: readonly Problem[], { root }: Globals, io: Io): Problem[] {
  return placedBelow(root, io, problems, (file) => belowRoot.test(file));
}

/** Problems whose files, where they are paths below the root, are named from where the user stands. */
export function placedBelow(
  root: string,
  io: Io,
  problems: readonly Problem[],
  isBelow: (file: string) => boolean = () => true,
): Problem[] {
  const shown = (at: Position): Position =>
    isBelow(at.file) ? { ...at, file: shownPath(join(root, at.file), io) } : at;
  return problems.map((problem) => {
    const related = problem.related?.map((other) => ({ ...other, at: shown(other.at) }));
    return { ...problem, ...(problem.at && { at: shown(problem.at) }), ...(related && { related }) };
  });
}
