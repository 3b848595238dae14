import assert from "node:assert/strict";
import type { Checked } from "../../src/verify/check.ts";
import type { Asking, Rig } from "./verify-rig.ts";

/** Something that is broken on purpose. */
export interface Break {
  readonly title: string;
  /** Breaks it; what it gives mends it again. */
  readonly by?: (rig: Rig) => Promise<() => Promise<unknown>>;
  readonly asking?: (rig: Rig) => Asking | Promise<Asking>;
  /** The checks that must say so, and what each says. */
  readonly found: Readonly<Record<string, RegExp>>;
  /** The status that they have; an error when left out. */
  readonly status?: Checked["status"];
}

/** cluster.yaml says something else than what runs. */
export const edited = (from: RegExp, to: string) => (rig: Rig) => {
  const text = rig.text.replace(from, to);
  assert.notEqual(text, rig.text, "nothing was edited");
  return { text };
};
