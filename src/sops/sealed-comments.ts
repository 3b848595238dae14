import type { Edit } from "./place.ts";
import type { Marked, Sealable } from "./sealable.ts";
import { additionalData, decryptValue, encryptValue, parseEncrypted } from "./value.ts";

/**
 * Leaves out the items of lists that are comments which sops encrypted: they are no values, and their text stays
 * as it is, so that a comment which was encrypted does not become readable by a change elsewhere.
 */
export function withoutComments(sealable: Sealable, dataKey: Buffer | undefined): Sealable {
  if (!dataKey) return sealable;
  return { ...sealable, leaves: sealable.leaves.filter((leaf) => commentText(leaf, dataKey) === undefined) };
}

/** Encrypts the same comments under a new data key. */
export function commentEdits({ leaves }: Sealable, before: Buffer | undefined, now: Buffer): readonly Edit[] {
  if (!before) return [];
  return leaves.flatMap((leaf) => {
    const text = commentText(leaf, before);
    if (text === undefined) return [];
    return [{ ...leaf.span, text: encryptValue({ type: "comment", text }, now, additionalData(leaf.path)) }];
  });
}

function commentText({ value, path, selected }: Marked, dataKey: Buffer): string | undefined {
  const encrypted = selected ? parseEncrypted(value.text) : undefined;
  if (encrypted?.type !== "comment") return undefined;
  return decryptValue(encrypted, dataKey, additionalData(path))?.toString("utf8");
}
