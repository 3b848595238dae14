import type { Lock } from "../lock.ts";
import type { Tree } from "../tree.ts";

/** `owned`: ours alone. `seed`: made when nobody has it, and left alone when somebody else made it. */
export type WantedKind = "owned" | "seed";

/** A file as it should be. Text of a sealed path is plaintext. */
export interface Wanted {
  readonly path: string;
  readonly text: string;
  readonly kind: WantedKind;
}

/** A `kustomization.yaml` that neighbours may use too: only our entries in its `resources` are ours. */
export interface SharedFile {
  readonly path: string;
  /** In the order to add them, such as `./litellm/ks.yaml`; none when we need the file no longer. */
  readonly entries: readonly string[];
  /** The whole file when nobody has made it yet. Left out: our entries go in only where the file is there. */
  readonly skeleton?: (entries: readonly string[]) => string;
}

/** `kept-edited` and `kept-foreign` stay as they are on disk although something else is wanted. */
export type Action = "create" | "update" | "delete" | "keep" | "kept-edited" | "kept-foreign";

/** What happens to one path. Texts of sealed paths are plaintext and must be masked when shown. */
export interface Change {
  readonly path: string;
  readonly kind: WantedKind | "shared";
  readonly action: Action;
  readonly sealed: boolean;
  readonly before?: string;
  readonly after?: string;
}

export interface Plan {
  /** Ordered by path. */
  readonly changes: readonly Change[];
  /** What we own afterwards; the hash of a file that is yet to be sealed is "". */
  readonly lock: Lock;
  readonly lockChanged: boolean;
  /** Folders that we made and need no longer; they go if they are empty. Children before parents. */
  readonly emptied: readonly string[];
}

export interface PlanInput {
  readonly wanted: readonly Wanted[];
  readonly shared: readonly SharedFile[];
  readonly tree: Tree;
  readonly lock: Lock;
  /** Plaintext of the sealed files on disk that could be opened; others are not compared. */
  readonly opened: ReadonlyMap<string, string>;
  /** Overwrites files that were edited by hand or are not ours. */
  readonly force: boolean;
  /** False keeps files and entries that are no longer wanted. */
  readonly prune: boolean;
}

/** True when writing the plan would change nothing on disk. */
export function isClean(plan: Plan): boolean {
  const writes = plan.changes.some(({ action }) => ["create", "update", "delete"].includes(action));
  return !writes && !plan.lockChanged && plan.emptied.length === 0;
}
