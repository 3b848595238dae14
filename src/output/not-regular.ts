import type { Problem } from "../problem.ts";
import { clean } from "../report/clean.ts";
import type { EntryKind } from "./disk.ts";

/** The problem of something that stands where a regular file must be. */
export function notRegular(path: string, kind: Exclude<EntryKind, "file">): Problem {
  const what = kind === "other" ? "no regular file" : `a ${kind}`;
  return {
    code: "not-a-regular-file",
    severity: "error",
    message: `${clean(path)} is ${what}, where a regular file must be`,
    hint: "move it away",
    at: { file: path, line: 1, column: 1 },
  };
}
