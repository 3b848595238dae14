import { diff } from "../output/diff/diff.ts";
import type { Change } from "../output/plan/types.ts";

/** A change as a report shows it. */
export interface ShownChange {
  readonly path: string;
  /** `edited` and `foreign`: something else is wanted than what is there, and it stays. */
  readonly action: "create" | "update" | "delete" | "edited" | "foreign";
  /** A unified diff; values of sealed files and known secrets are masked. */
  readonly diff: string;
}

/** Values that must not be shown, even where they should never have been. */
export type Secrets = ReadonlyMap<string, string>;

const actions: Partial<Record<Change["action"], ShownChange["action"]>> = {
  create: "create",
  update: "update",
  delete: "delete",
  "kept-edited": "edited",
  "kept-foreign": "foreign",
};

/** The changes of a plan with their differences, from what is there to what is wanted; what stays is left out. */
export function shownChanges(changes: readonly Change[], secrets: Secrets, colour = false): ShownChange[] {
  return changes.flatMap((change) => {
    const action = actions[change.action];
    if (!action || (action === "foreign" && change.after === undefined)) return [];
    const { path, before, after, sealed } = change;
    const shown = sealed ? { before, after } : { before: hide(before, secrets), after: hide(after, secrets) };
    return [{ path, action, diff: diff({ path, ...shown, sealed }, { colour }) }];
  });
}

/** A short value is likely to be a part of an ordinary word, and hiding it would tell where it is. */
const shortest = 6;

/** A file that a secret was once printed into in clear shows it to nobody else. */
function hide(text: string | undefined, secrets: Secrets): string | undefined {
  if (text === undefined) return undefined;
  const values = [...secrets.values()].filter((value) => value.length >= shortest);
  return values.reduce((shown, value) => shown.replaceAll(value, "***"), text);
}
