import { relative, sep } from "node:path";
import type { Io } from "../io.ts";

/** How a path is shown: from the folder the user stands in, with `/`. */
export function shownPath(path: string, { cwd }: Pick<Io, "cwd">): string {
  const shown = relative(cwd, path);
  return (shown === "" ? "." : shown).split(sep).join("/");
}
