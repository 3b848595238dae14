import type { Problem } from "../../problem.ts";
import { sameEntry } from "../shared/entry.ts";
import { parseKustomization } from "../shared/kustomization.ts";
import { presentEntries } from "../shared/merge.ts";
import { textOf } from "../tree.ts";
import { seedLeftOut } from "./notices.ts";
import { isOurs } from "./shared.ts";
import { target } from "./shared-paths.ts";
import type { PlanInput, SharedFile, Wanted } from "./types.ts";

export interface Needed {
  readonly wanted: readonly Wanted[];
  readonly shared: readonly SharedFile[];
  readonly problems: readonly Problem[];
}

/**
 * Leaves out the seeds that a neighbour's kustomization.yaml does without: whoever keeps a namespace's folder
 * makes the namespace, perhaps under another file name, and Kustomize refuses to build the same object twice.
 */
export function withoutNeighboursSeeds(input: PlanInput, shared: readonly SharedFile[]): Needed {
  const out = new Map<string, string>();
  const seeds = new Set(input.wanted.flatMap(({ path, kind }) => (kind === "seed" ? [path] : [])));
  const needed = shared.map((file) => {
    const entries = file.entries.filter((entry) => {
      if (!seeds.has(target(file.path, entry)) || !isLeftOut(file, entry, input)) return true;
      out.set(target(file.path, entry), file.path);
      return false;
    });
    return { ...file, entries };
  });
  const absent = [...out].filter(([path]) => !input.tree.files.has(path));
  return {
    wanted: input.wanted.filter(({ path }) => !absent.some(([seed]) => seed === path)),
    shared: needed,
    problems: absent.map(([path, by]) => seedLeftOut(path, by)),
  };
}

function isLeftOut(file: SharedFile, entry: string, input: PlanInput): boolean {
  const bytes = input.tree.files.get(file.path);
  if (!bytes || isOurs(file, textOf(bytes), input)) return false;
  const record = input.lock.shared.get(file.path);
  const neighbours = parseKustomization(textOf(bytes), file.path).value;
  const present = [...(record?.entries ?? []), ...(neighbours ? presentEntries(neighbours) : [entry])];
  return !present.some((other) => sameEntry(other, entry));
}
