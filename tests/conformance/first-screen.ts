import assert from "node:assert/strict";
import { expectOnePicture, pictureOf } from "./live-picture.ts";
import { type Shown, size } from "./pseudo-terminal.ts";

/**
 * Whether somebody at a terminal of the usual size sees these words at once: on the screen that begins with the first
 * error, and on the one that is there when the run is over. Rows are joined, so that words may be in two of them.
 */
export function expectOnFirstScreen(shown: Shown, words: readonly RegExp[]): void {
  const rows = shown.terminal.transcript();
  const from = rows.findIndex((row) => row.startsWith("error "));
  assert.ok(from >= 0, `there is no error: ${rows.join("\n")}`);
  for (const [which, screen] of [
    ["the first screen of it", rows.slice(from, from + size.rows)],
    ["the last screen", shown.terminal.screen()],
  ] as const)
    for (const one of words)
      assert.match(screen.join(" ").replaceAll(/\s+/g, " "), one, `not on ${which}:\n${screen.join("\n")}`);
  if (pictureOf(shown).length > 0) expectOnePicture(shown);
}

/** Nothing goes on in the next row by itself, unless a word is too long for any. */
export function expectWholeWords({ terminal }: Shown): void {
  const torn = terminal.overfull().filter((row) => row.trim().includes(" "));
  assert.deepEqual(torn, [], "rows break where the terminal ends");
}
