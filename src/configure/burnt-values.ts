import type { Problem } from "../problem.ts";
import type { Sealed } from "../sops/seal.ts";

/** Who is removed cannot read what comes, but has read what was. */
export function burntValues(sealed: Iterable<Sealed>): Problem | undefined {
  const removed = new Set([...sealed].flatMap(({ removedRecipients }) => removedRecipients));
  if (removed.size === 0) return undefined;
  const who = [...removed].map((recipient) => `${recipient.slice(0, 20)}…`).join(", ");
  return {
    code: "recipient-removed",
    severity: "warning",
    message: `${who} could read the secrets until now, so their values are burnt`,
    hint: "replace them: clusterloom secrets rotate, and new keys from your providers",
  };
}
