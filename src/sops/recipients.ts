import { wrapDataKey } from "./age.ts";
import type { Metadata } from "./metadata.ts";

/** What changes between who can read a file and who should. */
export interface RecipientChange {
  readonly added: readonly string[];
  /** Recipients that lose access; keys that only the sops binary can use count by their kind. */
  readonly removed: readonly string[];
}

/** A data key encrypted to one recipient. */
export interface WrappedKey {
  readonly recipient: string;
  readonly enc: string;
}

/** Compares the recipients of a rule with those of a file; their order does not matter. */
export function compareRecipients(
  wanted: readonly string[],
  metadata: Metadata | undefined,
): RecipientChange {
  const found = metadata?.age.map(({ recipient }) => recipient) ?? [];
  return {
    added: wanted.filter((recipient) => !found.includes(recipient)),
    removed: [...found.filter((recipient) => !wanted.includes(recipient)), ...(metadata?.otherKeys ?? [])],
  };
}

/** Encrypts a data key to each recipient; copies that are already there stay byte for byte and come first. */
export async function wrapFor(
  recipients: readonly string[],
  dataKey: Buffer,
  kept: readonly WrappedKey[],
): Promise<readonly WrappedKey[]> {
  const added = recipients.filter((recipient) => !kept.some((entry) => entry.recipient === recipient));
  const wrapped = added.map(async (recipient) => ({ recipient, enc: await wrapDataKey(dataKey, recipient) }));
  return [...kept, ...(await Promise.all(wrapped))];
}
