import { join, relative, sep } from "node:path";
import type { Io } from "../io.ts";
import type { Position, Problem } from "../problem.ts";

/** How a path is shown: from the folder the user stands in, with `/`. */
export function shownPath(path: string, { cwd }: Pick<Io, "cwd">): string {
  const shown = relative(cwd, path);
  return (shown === "" ? "." : shown).split(sep).join("/");
}

/**
 * Problems whose places are paths from the root, with the paths that the user can open from where they stand.
 * Files that `isPlaced` keep their name: they are none of the root, or named so already.
 */
export function placedBelow(
  root: string,
  io: Pick<Io, "cwd">,
  problems: readonly Problem[],
  isPlaced: (file: string) => boolean = () => false,
): Problem[] {
  const placed = (at: Position): Position =>
    isPlaced(at.file) ? at : { ...at, file: shownPath(join(root, at.file), io) };
  return problems.map((problem) => ({
    ...problem,
    ...(problem.at && { at: placed(problem.at) }),
    ...(problem.related && { related: problem.related.map((one) => ({ ...one, at: placed(one.at) })) }),
  }));
}
