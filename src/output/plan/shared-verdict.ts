import type { Problem } from "../../problem.ts";
import type { Action } from "./types.ts";
import type { Verdict } from "./verdict.ts";

export interface SharedVerdict extends Verdict {
  /** Seeds of ours that others in the folder need from now on. */
  readonly inUse: readonly string[];
}

/** A shared file that gets another text, or keeps the one it has. */
export function edited(path: string, before: string, after: string): SharedVerdict {
  return decided(path, before === after ? "keep" : "update", { before, after });
}

/** A shared file for which something else than an edit was decided. */
export function decided(
  path: string,
  action: Action,
  texts: { readonly before?: string; readonly after?: string },
): SharedVerdict {
  const change = { path, kind: "shared" as const, action, sealed: false, ...texts };
  return { path, kind: "shared", inUse: [], change };
}

/** A shared file that is not there and not needed. */
export function gone(path: string): SharedVerdict {
  return { path, kind: "shared", inUse: [] };
}

/** A shared file that cannot be merged and stays as it is. */
export function failed(path: string, before: string, problems: readonly Problem[]): SharedVerdict {
  return { ...decided(path, "kept-foreign", { before }), problems };
}
