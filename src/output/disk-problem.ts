import type { Problem } from "../problem.ts";
import { clean } from "../report/clean.ts";
import { errnoOf } from "./disk.ts";

interface Wording {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

const FULL: Wording = { code: "disk-full", message: "no space left", hint: "free some space and run again" };
const DENIED: Wording = {
  code: "no-access",
  message: "permission denied",
  hint: "give your user access to the file and its folder, or close the program that holds it",
};
const IN_THE_WAY: Wording = {
  code: "in-the-way",
  message: "something else is in the way",
  hint: "a file is where a folder must be, or a folder where a file must be: move it away",
};

const WORDINGS: Readonly<Record<string, Wording>> = {
  ENOSPC: FULL,
  EDQUOT: FULL,
  EACCES: DENIED,
  EPERM: DENIED,
  EBUSY: DENIED,
  EROFS: {
    code: "read-only",
    message: "the file system is read-only",
    hint: "choose a root that can be written",
  },
  EXDEV: {
    code: "other-disk",
    message: "the folder is on another disk than the root",
    hint: "a write is all or nothing only within one file system: unmount the folder, or move the root",
  },
  EISDIR: IN_THE_WAY,
  ENOTDIR: IN_THE_WAY,
  EEXIST: IN_THE_WAY,
  ENOTEMPTY: IN_THE_WAY,
  ENAMETOOLONG: {
    code: "path-too-long",
    message: "the path is too long",
    hint: "choose a root nearer to the top",
  },
  ELOOP: { code: "leaves-root", message: "its symlinks go in a circle", hint: "remove the symlink" },
};

/** The problem for a failed disk call on a path relative to the root. An error of our own is thrown again. */
export function diskProblem(error: unknown, path: string, doing: string): Problem {
  const errno = errnoOf(error);
  if (errno === undefined) throw error;
  const wording = WORDINGS[errno] ?? {
    code: "disk-error",
    message: "the disk refused",
    hint: "look at the disk",
  };
  return {
    code: wording.code,
    severity: "error",
    message: `cannot ${doing} ${clean(path)}: ${wording.message} (${errno})`,
    hint: wording.hint,
    at: { file: path, line: 1, column: 1 },
  };
}
