import { isDeepStrictEqual } from "node:util";
import type { Outcome, Problem } from "../../problem.ts";
import { clean } from "../../report/clean.ts";
import { sameEntry } from "./entry.ts";
import { insertion } from "./insert.ts";
import { type Kustomization, parseKustomization } from "./kustomization.ts";
import { type Edit, edited } from "./lines.ts";
import { removal, restoration } from "./remove.ts";

/** A `kustomization.yaml` after a merge. */
export interface Merged {
  readonly text: string;
  /** The entries that were not there before, and are ours from now on. */
  readonly added: readonly string[];
  /** What stood in the place of the list, when it has to be put back: see `SharedRecord.before`. */
  readonly before?: string;
}

/**
 * Appends entries to the `resources` of a neighbour's `kustomization.yaml` as a text edit: nothing else of it
 * changes. Entries that are there already stay the neighbour's. Gives the problems of `parseKustomization`,
 * and `shared-unmergeable` when the list is written in a way that cannot be edited safely.
 */
export function addEntries(text: string, file: string, entries: readonly string[]): Outcome<Merged> {
  const parsed = parseKustomization(text, file);
  if (!parsed.value) return { value: undefined, problems: parsed.problems };
  const present = presentEntries(parsed.value);
  const added = entries.filter((entry) => !present.some((other) => sameEntry(other, entry)));
  if (added.length === 0) return { value: { text, added }, problems: [] };
  const result = proven(parsed.value, insertion(parsed.value, added), [...listOf(parsed.value), ...added]);
  if (!result) return { value: undefined, problems: [unmergeable(parsed.value, added)] };
  return { value: { text: result.text, added, ...beforeOf(parsed.value) }, problems: [] };
}

/** A `kustomization.yaml` after our entries were taken out. */
export interface Reduced {
  readonly text: string;
  /** The entries that others have in it. */
  readonly left: readonly string[];
  /** True when it makes objects in other ways than by `resources`: generators, bases, charts. */
  readonly generates: boolean;
}

/**
 * Takes exactly the given entries out again; after `addEntries` this gives the text of before, byte for byte.
 * Gives the same problems as `addEntries`.
 */
export function removeEntries(
  text: string,
  file: string,
  entries: readonly string[],
  before?: string,
): Outcome<Reduced> {
  let current = parseKustomization(text, file);
  for (const entry of entries.toReversed()) {
    if (!current.value) break;
    const edit = removal(current.value, entry);
    if (edit) current = reduced(current.value, edit, entry);
  }
  if (!current.value) return { value: undefined, problems: current.problems };
  return { value: reducedOf(restored(current.value, before)), problems: [] };
}

/** The string entries of `resources`. */
export function presentEntries(file: Kustomization): string[] {
  return listOf(file).filter((entry): entry is string => typeof entry === "string");
}

const GENERATORS = ["bases", "configMapGenerator", "generators", "helmCharts", "secretGenerator"];

function reducedOf(file: Kustomization): Reduced {
  const generates = GENERATORS.some((key) => file.value[key] !== undefined && file.value[key] !== null);
  return { text: file.text, left: presentEntries(file), generates };
}

function reduced(file: Kustomization, edit: Edit, entry: string): Outcome<Kustomization> {
  const list = listOf(file);
  const exact = list.lastIndexOf(entry);
  const similar = (item: unknown) => typeof item === "string" && sameEntry(item, entry);
  const gone = exact < 0 ? list.findLastIndex(similar) : exact;
  const result = proven(file, edit, list.toSpliced(gone, 1));
  return result
    ? { value: result, problems: [] }
    : { value: undefined, problems: [unmergeable(file, [entry])] };
}

function restored(file: Kustomization, before: string | undefined): Kustomization {
  const edit = before === undefined ? undefined : restoration(file, before);
  return (edit && proven(file, edit, [])) ?? file;
}

/** The edited file, if parsing it again shows exactly the expected list and everything else untouched. */
function proven(file: Kustomization, edit: Edit, expected: readonly unknown[]): Kustomization | undefined {
  const after = parseKustomization(edited(file.text, edit), file.file).value;
  if (!after || !isDeepStrictEqual(listOf(after), expected)) return undefined;
  const { resources: _was, ...others } = file.value;
  const { resources: _is, ...othersAfter } = after.value;
  return isDeepStrictEqual(others, othersAfter) ? after : undefined;
}

function listOf(file: Kustomization): unknown[] {
  return Array.isArray(file.value.resources) ? file.value.resources : [];
}

function beforeOf({ text, resources }: Kustomization): Pick<Merged, "before"> {
  if (resources.style === "absent") return { before: "absent" };
  return resources.style === "null" ? { before: text.slice(resources.start, resources.end) } : {};
}

function unmergeable(file: Kustomization, entries: readonly string[]): Problem {
  const { resources } = file;
  return {
    code: "shared-unmergeable",
    severity: "error",
    message: `cannot edit the resources of ${clean(file.file)} without touching more than our entries`,
    hint: `write resources as a plain list, one entry a line, and add or remove: ${entries.map(clean).join(", ")}`,
    at: file.place(resources.style === "absent" ? 0 : resources.keyOffset),
  };
}
