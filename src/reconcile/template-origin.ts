import type { Files } from "../files.ts";
import type { Position, Related } from "../problem.ts";

/** The template line that printed a line of the tree; none where the engine wrote it. */
export function templateBehind(files: Files, { file, line }: Position): readonly Related[] {
  const origin = files.get(file)?.origins?.[line - 1];
  return origin
    ? [{ message: "written by the template", at: { ...origin, file: `templates/${origin.file}` } }]
    : [];
}
