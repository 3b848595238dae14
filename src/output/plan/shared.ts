import { posix } from "node:path";
import type { Problem } from "../../problem.ts";
import { contentHash } from "../hash.ts";
import type { SharedRecord } from "../lock.ts";
import { sameEntry } from "../shared/entry.ts";
import { addEntries, type Reduced, removeEntries } from "../shared/merge.ts";
import { textOf } from "../tree.ts";
import type { Action, PlanInput, SharedFile } from "./types.ts";
import type { Verdict } from "./verdict.ts";

/** The names under which Kustomize looks for its file; a folder must hold only one of them. */
const NAMES = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

export interface SharedVerdict extends Verdict {
  /** Seeds of ours that others in the folder need from now on. */
  readonly inUse: readonly string[];
}

/** The paths under which a shared file may be on disk: all of them have to be read. */
export function sharedPaths(path: string): string[] {
  const folder = posix.dirname(path);
  return [path, ...NAMES.map((name) => posix.join(folder, name)).filter((other) => other !== path)];
}

/** The path under which a shared file is on disk, or will be. */
export function sharedPath(path: string, tree: PlanInput["tree"]): string {
  return sharedPaths(path).find((candidate) => tree.files.has(candidate)) ?? path;
}

/** Decides what happens to one shared file; `shared.path` is where it is on disk, or will be. */
export function judgeShared(shared: SharedFile, input: PlanInput): SharedVerdict {
  const { path, entries, skeleton } = shared;
  const bytes = input.tree.files.get(path);
  const record = input.lock.shared.get(path);
  if (!bytes)
    return entries.length > 0 && skeleton ? made(path, "create", undefined, entries, skeleton) : gone(path);
  const text = textOf(bytes);
  const kept = !input.prune && record ? { ...shared, entries: withOurs(entries, record.entries) } : shared;
  if (skeleton && isUntouched(text, record, entries, skeleton) && kept.entries.length > 0) {
    return made(path, "update", text, kept.entries, skeleton);
  }
  return merge(kept, text, record, input);
}

/** A file that is still what we made, or would be made again exactly so, is ours as a whole. */
function isUntouched(
  text: string,
  record: SharedRecord | undefined,
  entries: readonly string[],
  skeleton: (entries: readonly string[]) => string,
): boolean {
  if (record) return record.created === contentHash(text);
  return entries.length > 0 && contentHash(skeleton(entries)) === contentHash(text);
}

function made(
  path: string,
  action: "create" | "update",
  before: string | undefined,
  entries: readonly string[],
  skeleton: (entries: readonly string[]) => string,
): SharedVerdict {
  const after = skeleton(entries);
  const created = contentHash(after);
  const same = before !== undefined && contentHash(before) === created;
  return { ...verdict(path, same ? "keep" : action, before, after), record: { entries, created } };
}

function merge(
  { path, entries }: SharedFile,
  text: string,
  record: SharedRecord | undefined,
  input: PlanInput,
): SharedVerdict {
  const ours = record?.entries ?? [];
  const dropped = ours.filter((entry) => !includes(entries, entry));
  const reduced = removeEntries(text, path, dropped, record?.before);
  if (!reduced.value) return failed(path, text, reduced.problems);
  if (entries.length > 0) return mergeInto(path, entries, text, reduced.value.text, record);
  return leave(path, text, reduced.value, record, input);
}

function mergeInto(
  path: string,
  entries: readonly string[],
  text: string,
  base: string,
  record: SharedRecord | undefined,
): SharedVerdict {
  const merged = addEntries(base, path, entries);
  if (!merged.value) return failed(path, text, merged.problems);
  const { added } = merged.value;
  const ours = (record?.entries ?? []).filter((entry) => includes(entries, entry) && !includes(added, entry));
  const before = merged.value.before ?? record?.before;
  const next = recordOf([...ours, ...added], record?.created, before);
  return {
    ...verdict(path, merged.value.text === text ? "keep" : "update", text, merged.value.text),
    ...next,
  };
}

/** Our last entry goes: a file that we made goes too, unless others have come to use it. */
function leave(
  path: string,
  text: string,
  reduced: Reduced,
  record: SharedRecord | undefined,
  input: PlanInput,
): SharedVerdict {
  const untouched = record?.created === contentHash(text);
  const inUse = !untouched && (reduced.left.length > 0 || reduced.generates);
  if (record?.created === undefined)
    return verdict(path, reduced.text === text ? "keep" : "update", text, reduced.text);
  if (!inUse) return verdict(path, "delete", text, undefined);
  const seeds = record.entries.filter((entry) => input.lock.seeds.has(target(path, entry)));
  const others = record.entries.filter((entry) => !seeds.includes(entry));
  const shared = removeEntries(text, path, others, record.before);
  if (!shared.value) return failed(path, text, shared.problems);
  const action = shared.value.text === text ? "keep" : "update";
  return {
    ...verdict(path, action, text, shared.value.text),
    inUse: seeds.map((entry) => target(path, entry)),
  };
}

/** True for a file that we made, edited since or not. */
export function isOurs({ path, entries, skeleton }: SharedFile, text: string, { lock }: PlanInput): boolean {
  const record = lock.shared.get(path);
  if (record) return record.created !== undefined;
  return skeleton !== undefined && isUntouched(text, record, entries, skeleton);
}

/** The path that an entry of a shared file names. */
export function target(path: string, entry: string): string {
  return posix.join(posix.dirname(path), entry);
}

function recordOf(entries: readonly string[], created?: string, before?: string): { record?: SharedRecord } {
  if (entries.length === 0 && created === undefined) return {};
  return {
    record: { entries, ...(created !== undefined && { created }), ...(before !== undefined && { before }) },
  };
}

function withOurs(entries: readonly string[], ours: readonly string[]): string[] {
  return [...entries, ...ours.filter((entry) => !includes(entries, entry))];
}

function includes(entries: readonly string[], entry: string): boolean {
  return entries.some((other) => sameEntry(other, entry));
}

function verdict(
  path: string,
  action: Action,
  before: string | undefined,
  after: string | undefined,
): SharedVerdict {
  const texts = { ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
  return {
    path,
    kind: "shared",
    inUse: [],
    change: { path, kind: "shared", action, sealed: false, ...texts },
  };
}

function gone(path: string): SharedVerdict {
  return { path, kind: "shared", inUse: [] };
}

function failed(path: string, text: string, problems: readonly Problem[]): SharedVerdict {
  return { ...verdict(path, "kept-foreign", text, undefined), problems };
}
