import { contentHash } from "../hash.ts";
import { LOCK_FILE } from "../jail.ts";
import { isEmptyLock, type Lock, printLock } from "../lock.ts";
import type { Tree } from "../tree.ts";
import type { Operation } from "../write/operation.ts";
import type { Change, Plan } from "./types.ts";

/**
 * The writes and deletions that carry a plan out, the lock file last; none at all when nothing would change.
 * `sealed` holds the ciphertext of every sealed path that is created or updated. It may also hold others:
 * where the text differs from the one on disk (a recipient was added), it is written too.
 */
export function operations(plan: Plan, tree: Tree, sealed: ReadonlyMap<string, string>): Operation[] {
  const writes = plan.changes.flatMap((change) => operation(change, tree, sealed) ?? []);
  const folders = plan.emptied.map((path): Operation => ({ path, action: "delete-folder" }));
  return [...writes, ...lockOperation(withHashes(plan.lock, sealed), tree), ...folders];
}

function operation(change: Change, tree: Tree, sealed: ReadonlyMap<string, string>): Operation | undefined {
  const { path, action } = change;
  const bytes = tree.files.get(path);
  const was = bytes ? contentHash(bytes) : "absent";
  if (action === "delete") return { path, action: "delete", was };
  if (action === "create" || action === "update")
    return { path, action: "write", text: textFor(change, sealed), was };
  const resealed = action === "keep" ? sealed.get(path) : undefined;
  if (resealed === undefined || contentHash(resealed) === was) return undefined;
  return { path, action: "write", text: resealed, was };
}

/** A sealed path without ciphertext is a bug of the caller: its plaintext must never be written instead. */
function textFor({ path, sealed: isSealed, after }: Change, sealed: ReadonlyMap<string, string>): string {
  const text = isSealed ? sealed.get(path) : after;
  if (text === undefined) throw new Error(`no text to write for ${path}`);
  return text;
}

function lockOperation(lock: Lock, tree: Tree): Operation[] {
  const bytes = tree.files.get(LOCK_FILE);
  const was = bytes ? contentHash(bytes) : "absent";
  if (isEmptyLock(lock)) return bytes ? [{ path: LOCK_FILE, action: "delete", was }] : [];
  const text = printLock(lock);
  return bytes && contentHash(text) === was ? [] : [{ path: LOCK_FILE, action: "write", text, was }];
}

function withHashes(lock: Lock, sealed: ReadonlyMap<string, string>): Lock {
  const hashed = (hashes: ReadonlyMap<string, string>): Map<string, string> =>
    new Map([...hashes].map(([path, hash]) => [path, hashOf(sealed.get(path), hash)]));
  return { ...lock, files: hashed(lock.files), seeds: hashed(lock.seeds) };
}

function hashOf(text: string | undefined, hash: string): string {
  return text === undefined ? hash : contentHash(text);
}
