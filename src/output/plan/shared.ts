import { contentHash } from "../hash.ts";
import type { SharedRecord } from "../lock.ts";
import { sameEntry } from "../shared/entry.ts";
import { addEntries, removeEntries } from "../shared/merge.ts";
import { textOf } from "../tree.ts";
import { leave } from "./leave.ts";
import { decided, edited, failed, gone, type SharedVerdict } from "./shared-verdict.ts";
import type { PlanInput, SharedFile } from "./types.ts";

type Skeleton = NonNullable<SharedFile["skeleton"]>;

/** Decides what happens to one shared file; `shared.path` is where it is on disk, or will be. */
export function judgeShared(shared: SharedFile, input: PlanInput): SharedVerdict {
  const { path, skeleton } = shared;
  const bytes = input.tree.files.get(path);
  if (!bytes) return absent(shared);
  const text = textOf(bytes);
  const record = input.lock.shared.get(path);
  const entries = input.prune ? shared.entries : union(shared.entries, record?.entries ?? []);
  if (skeleton && entries.length > 0 && isUntouched(text, record, shared.entries, skeleton)) {
    return remade(path, text, entries, skeleton);
  }
  return merge(path, entries, text, record, input);
}

/** True for a file that we made, edited since or not. */
export function isOurs({ path, entries, skeleton }: SharedFile, text: string, { lock }: PlanInput): boolean {
  const record = lock.shared.get(path);
  if (record) return record.created !== undefined;
  return skeleton !== undefined && isUntouched(text, record, entries, skeleton);
}

/** A file that is still what we made, or would be made again exactly so, is ours as a whole. */
function isUntouched(
  text: string,
  record: SharedRecord | undefined,
  entries: readonly string[],
  skeleton: Skeleton,
): boolean {
  if (record) return record.created === contentHash(text);
  return entries.length > 0 && contentHash(skeleton(entries)) === contentHash(text);
}

function absent({ path, entries, skeleton }: SharedFile): SharedVerdict {
  if (entries.length === 0 || !skeleton) return gone(path);
  const after = skeleton(entries);
  return { ...decided(path, "create", { after }), record: { entries, created: contentHash(after) } };
}

function remade(path: string, before: string, entries: readonly string[], skeleton: Skeleton): SharedVerdict {
  const after = skeleton(entries);
  const created = contentHash(after);
  const verdict = edited(path, before, contentHash(before) === created ? before : after);
  return { ...verdict, record: { entries, created } };
}

function merge(
  path: string,
  entries: readonly string[],
  text: string,
  record: SharedRecord | undefined,
  input: PlanInput,
): SharedVerdict {
  const dropped = (record?.entries ?? []).filter((entry) => !includes(entries, entry));
  const reduced = removeEntries(text, path, dropped, record?.before);
  if (!reduced.value) return failed(path, text, reduced.problems);
  if (entries.length === 0) return leave(path, text, reduced.value, record, input);
  const merged = addEntries(reduced.value.text, path, entries);
  if (!merged.value) return failed(path, text, merged.problems);
  const { added, before = record?.before } = merged.value;
  const stayed = (record?.entries ?? []).filter((it) => includes(entries, it) && !includes(added, it));
  const next = recordOf([...stayed, ...added], record?.created, before);
  return { ...edited(path, text, merged.value.text), ...next };
}

function recordOf(entries: readonly string[], created?: string, before?: string): { record?: SharedRecord } {
  if (entries.length === 0 && created === undefined) return {};
  const origin = { ...(created !== undefined && { created }), ...(before !== undefined && { before }) };
  return { record: { entries, ...origin } };
}

function union(entries: readonly string[], others: readonly string[]): string[] {
  return [...entries, ...others.filter((entry) => !includes(entries, entry))];
}

function includes(entries: readonly string[], entry: string): boolean {
  return entries.some((other) => sameEntry(other, entry));
}
