import { contentHash } from "../hash.ts";
import type { SharedRecord } from "../lock.ts";
import { type Reduced, removeEntries } from "../shared/merge.ts";
import { target } from "./shared-paths.ts";
import { decided, edited, failed, type SharedVerdict } from "./shared-verdict.ts";
import type { PlanInput } from "./types.ts";

/**
 * Our last entry goes: out of a neighbour's file it is taken, and a file that we made goes as a whole, unless
 * others have come to use it. Those keep the seeds that they build on, such as the namespace.
 */
export function leave(
  path: string,
  text: string,
  reduced: Reduced,
  record: SharedRecord | undefined,
  { lock }: PlanInput,
): SharedVerdict {
  if (record?.created === undefined) return edited(path, text, reduced.text);
  const isUntouched = record.created === contentHash(text);
  const isUsed = reduced.left.length > 0 || reduced.generates;
  if (isUntouched || !isUsed) return decided(path, "delete", { before: text });
  const seeds = record.entries.filter((entry) => lock.seeds.has(target(path, entry)));
  const others = record.entries.filter((entry) => !seeds.includes(entry));
  const rest = removeEntries(text, path, others, record.before);
  if (!rest.value) return failed(path, text, rest.problems);
  return { ...edited(path, text, rest.value.text), inUse: seeds.map((entry) => target(path, entry)) };
}
