import type { Variables } from "../derive.ts";
import type { Change } from "../output/plan/types.ts";
import type { Position, Problem } from "../problem.ts";
import type { SettingsBundle } from "../schema.ts";

/** A secret whose value must stay for ever, and why. */
export interface KeptValue {
  readonly name: string;
  readonly value: string;
  readonly reason: string;
  readonly at?: Position;
}

/** The settings that the schema marks `x-keep`, with their values. */
export function keptValues(
  { properties }: SettingsBundle,
  variables: Variables,
  position: (name: string) => Position | undefined,
): KeptValue[] {
  return Object.entries(properties).flatMap(([name, setting]) => {
    const reason = setting["x-keep"];
    const value = variables.nodes.get(name)?.value;
    const at = position(name);
    return reason && typeof value === "string" && value ? [{ name, value, reason, ...(at && { at }) }] : [];
  });
}

/**
 * A kept value that the encrypted tree holds differently: gives `kept-value-changed`. The tree remembers it when
 * cluster.yaml was lost and made anew.
 */
export function changedForGood(changes: readonly Change[], kept: readonly KeptValue[]): Problem[] {
  return kept
    .filter(({ value }) => changes.some((change) => isReplaced(change, value)))
    .map(({ name, reason, at }) => ({
      code: "kept-value-changed",
      severity: "error",
      message: `${name} is another one than the repository holds: ${reason}`,
      hint: "put the old value back (sops decrypt shows it), or use --force if nothing was stored with it",
      ...(at && { at }),
    }));
}

function isReplaced({ sealed, action, before, after }: Change, value: string): boolean {
  if (!sealed || action !== "update" || before === undefined || after === undefined) return false;
  return after.includes(value) && !before.includes(value);
}
