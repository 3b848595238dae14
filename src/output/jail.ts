import { join } from "node:path";
import type { Outcome, Problem } from "../problem.ts";
import { clean } from "../report/clean.ts";

export const LOCK_FILE = "clusterloom.lock.json";
export const STATE_FOLDER = ".clusterloom";

const RESERVED_NAME = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\.|$)/i;
const GIT_FOLDER = /^(\.git|git~[0-9]+)$/i;
/** Longest file name on the usual file systems, in bytes. */
const LONGEST_NAME = 255;

/**
 * Turns a path relative to the root, written with `/`, into an absolute one. Gives `unsafe-path` for whatever
 * could leave the root or name something else on Linux, macOS or Windows.
 */
export function jail(root: string, path: string): Outcome<string> {
  const problem = pathProblem(path);
  return problem ? { value: undefined, problems: [problem] } : { value: absolute(root, path), problems: [] };
}

/** Joins a path that `pathProblem` accepted to the root. */
export function absolute(root: string, path: string): string {
  return join(root, ...path.split("/"));
}

/** The problem `unsafe-path` of a relative path, if it has one. */
export function pathProblem(path: string): Problem | undefined {
  const reason = wholePathReason(path) ?? firstReason(path.split("/"));
  if (reason === undefined) return undefined;
  return {
    code: "unsafe-path",
    severity: "error",
    message: `the path "${clean(path)}" ${reason}`,
    hint: "use a path relative to the root, such as kubernetes/apps/ai-system/app/ks.yaml",
  };
}

/** Every folder above a relative path, the topmost first. */
export function foldersAbove(path: string): string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}

function wholePathReason(path: string): string | undefined {
  if (path === "") return "is empty";
  if (path.includes("\0")) return "contains a NUL character";
  if (path.includes("\\")) return "contains a backslash";
  if (path.startsWith("/")) return "is absolute";
  if (/^[a-z]:/i.test(path)) return "starts with a drive letter";
  return undefined;
}

function firstReason(names: readonly string[]): string | undefined {
  if (names[0]?.toLowerCase() === STATE_FOLDER)
    return `lies in ${STATE_FOLDER}, which is kept for running writes`;
  for (const name of names) {
    const reason = nameReason(name);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function nameReason(name: string): string | undefined {
  if (name === "") return "has an empty part";
  if (name === "." || name === "..") return `contains "${name}"`;
  if (GIT_FOLDER.test(name)) return "lies in Git's own folder";
  if (RESERVED_NAME.test(name)) return `contains "${clean(name)}", which Windows reserves`;
  if (/[. ]$/.test(name)) return "has a part that ends in a dot or a space, which Windows drops";
  if (/[<>:"|?*]/.test(name)) return "contains a character that Windows does not allow";
  if (clean(name) !== name) return "contains an invisible or control character";
  return Buffer.byteLength(name) > LONGEST_NAME ? `has a part longer than ${LONGEST_NAME} bytes` : undefined;
}
