import { isSealedPath } from "../../files.ts";
import { contentHash } from "../hash.ts";
import type { Lock } from "../lock.ts";
import { textOf } from "../tree.ts";
import { editedByHand, foreignFile, seedKept, valuesNotCompared } from "./notices.ts";
import { firstDifference, sameContent } from "./same.ts";
import type { Action, PlanInput, Wanted } from "./types.ts";
import type { Verdict } from "./verdict.ts";

/** A wanted file that is on disk already. */
interface Present {
  readonly wanted: Wanted;
  readonly sealed: boolean;
  readonly hash: string;
  /** Its plaintext; undefined when it is sealed and nothing opens it. */
  readonly before: string | undefined;
  /** The hash that it had when we wrote it; undefined when we did not. */
  readonly ours: string | undefined;
  readonly force: boolean;
}

/** Decides what happens to a file that we want. */
export function judgeWanted(wanted: Wanted, input: PlanInput): Verdict {
  const sealed = isSealedPath(wanted.path);
  const bytes = input.tree.files.get(wanted.path);
  if (!bytes) return written(wanted, "create", undefined, sealed);
  const before = sealed ? input.opened.get(wanted.path) : textOf(bytes).replaceAll("\r\n", "\n");
  const ours = ownedHash(input.lock, wanted.path);
  const present = { wanted, sealed, hash: contentHash(bytes), before, ours, force: input.force };
  return ours === undefined ? judgeForeign(present) : judgeOwned(present, ours);
}

/** The hash that a path had when we last wrote it. */
export function ownedHash(lock: Lock, path: string): string | undefined {
  return lock.files.get(path) ?? lock.seeds.get(path) ?? lock.shared.get(path)?.created;
}

function judgeOwned(present: Present, ours: string): Verdict {
  const { wanted, sealed, hash, before } = present;
  if (isSame(present)) return kept(present, "keep", hash);
  if (before === undefined && hash === ours) {
    return { ...kept(present, "keep", hash), problems: [valuesNotCompared(wanted.path)] };
  }
  if (hash === ours || present.force) return written(wanted, "update", before, sealed);
  const problem = editedByHand(wanted.path, line(present), before !== undefined);
  return { ...kept(present, "kept-edited", ours), problems: [problem] };
}

function judgeForeign(present: Present): Verdict {
  const { wanted, hash, before } = present;
  if (wanted.kind === "seed") {
    const verdict = kept(present, isSame(present) ? "keep" : "kept-foreign", undefined);
    return isSame(present) ? verdict : { ...verdict, problems: [seedKept(wanted.path)] };
  }
  if (isSame(present)) return kept(present, "keep", hash);
  if (present.force) return written(wanted, "update", before, present.sealed);
  const problem = foreignFile(wanted.path, line(present));
  return { ...kept(present, "kept-foreign", undefined), problems: [problem] };
}

function isSame({ wanted, before, sealed }: Present): boolean {
  return before !== undefined && sameContent(before, wanted.text, sealed);
}

/** Lines of sealed files on disk are not those of their plaintext. */
function line({ wanted, before, sealed }: Present): number {
  return sealed || before === undefined ? 1 : firstDifference(before, wanted.text);
}

function written(wanted: Wanted, action: Action, before: string | undefined, sealed: boolean): Verdict {
  const { path, kind, text } = wanted;
  const change = { path, kind, action, sealed, ...(before !== undefined && { before }), after: text };
  return { path, kind, change, hash: sealed ? "" : contentHash(text) };
}

function kept({ wanted, sealed, before }: Present, action: Action, hash: string | undefined): Verdict {
  const { path, kind, text } = wanted;
  const change = { path, kind, action, sealed, ...(before !== undefined && { before }), after: text };
  return { path, kind, change, ...(hash !== undefined && { hash }) };
}
