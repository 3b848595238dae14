import { isSealedPath } from "../../files.ts";
import { contentHash } from "../hash.ts";
import { textOf } from "../tree.ts";
import { handedOver, keptEdited } from "./notices.ts";
import type { Action, PlanInput } from "./types.ts";
import type { Verdict } from "./verdict.ts";

/**
 * Decides what happens to the files that we own and want no longer: only those that are still what we wrote
 * are deleted. `inUse` are seeds that others in their folder rely on now; those are handed over.
 */
export function judgeUnwanted(
  input: PlanInput,
  taken: ReadonlySet<string>,
  inUse: ReadonlySet<string>,
): Verdict[] {
  const { files, seeds } = input.lock;
  const owned = [...files].map(([path, hash]) => ({ path, hash, kind: "owned" as const }));
  const sown = [...seeds].map(([path, hash]) => ({ path, hash, kind: "seed" as const }));
  return [...owned, ...sown].filter(({ path }) => !taken.has(path)).map((file) => judge(file, input, inUse));
}

interface OwnedFile {
  readonly path: string;
  readonly hash: string;
  readonly kind: "owned" | "seed";
}

function judge(file: OwnedFile, input: PlanInput, inUse: ReadonlySet<string>): Verdict {
  const { path, hash, kind } = file;
  const bytes = input.tree.files.get(path);
  if (!bytes) return { path, kind };
  if (!input.prune) return { ...verdict(file, "keep", input, bytes), hash };
  if (inUse.has(path)) return { ...verdict(file, "keep", input, bytes), problems: [handedOver(path)] };
  if (contentHash(bytes) === hash || input.force) return verdict(file, "delete", input, bytes);
  return { ...verdict(file, "kept-edited", input, bytes), hash, problems: [keptEdited(path)] };
}

/** A file that stays counts as wanted the way it is, so that a diff of it is empty. */
function verdict({ path, kind }: OwnedFile, action: Action, input: PlanInput, bytes: Uint8Array): Verdict {
  const sealed = isSealedPath(path);
  const before = sealed ? input.opened.get(path) : textOf(bytes).replaceAll("\r\n", "\n");
  const texts = before === undefined ? {} : action === "delete" ? { before } : { before, after: before };
  return { path, kind, change: { path, kind, action, sealed, ...texts } };
}
