import { isSealedPath } from "../files.ts";
import { contentHash } from "../output/hash.ts";
import { LOCK_FILE } from "../output/jail.ts";
import { type Lock, printLock } from "../output/lock.ts";
import type { State } from "../output/state.ts";
import { textOf } from "../output/tree.ts";
import type { Operation } from "../output/write/operation.ts";
import type { Sealed } from "../sops/seal.ts";

/** The encrypted files that we own and that are there, by path. */
export function ownedSealedTexts({ lock, tree }: State): Map<string, string> {
  const owned = [...lock.files.keys(), ...lock.seeds.keys()].filter(isSealedPath).sort();
  return new Map(
    owned.flatMap((path): [string, string][] => {
      const bytes = tree.files.get(path);
      return bytes ? [[path, textOf(bytes)]] : [];
    }),
  );
}

/**
 * The writes of files that were encrypted again, and of the lock file. A file that was edited since we wrote it
 * stays marked as such.
 */
export function resealedOperations(
  { lock, tree }: State,
  texts: ReadonlyMap<string, string>,
  sealed: ReadonlyMap<string, Sealed>,
): Operation[] {
  const changed = [...sealed].filter(([, { changed }]) => changed);
  if (changed.length === 0) return [];
  const writes = changed.map(
    ([path, { text }]): Operation => ({
      path,
      action: "write",
      text,
      was: contentHash(texts.get(path) ?? ""),
    }),
  );
  const lockBytes = tree.files.get(LOCK_FILE);
  const text = printLock(withHashes(lock, texts, new Map(changed)));
  const was = lockBytes ? contentHash(lockBytes) : "absent";
  return contentHash(text) === was ? writes : [...writes, { path: LOCK_FILE, action: "write", text, was }];
}

function withHashes(
  lock: Lock,
  texts: ReadonlyMap<string, string>,
  sealed: ReadonlyMap<string, Sealed>,
): Lock {
  const next = ([path, hash]: [string, string]): [string, string] => {
    const fresh = sealed.get(path);
    const isOurs = contentHash(texts.get(path) ?? "") === hash;
    return [path, fresh && isOurs ? contentHash(fresh.text) : hash];
  };
  return { ...lock, files: new Map([...lock.files].map(next)), seeds: new Map([...lock.seeds].map(next)) };
}
