import { expect, it } from "vitest";
import { flagBytes } from "../../../src/apps/dragonfly/bytes.ts";

const flags: [string, number | undefined][] = [
  ["512mb", 536_870_912],
  ["1gb", 1_073_741_824],
  ["3kb", 3072],
  ["1tb", 2 ** 40],
  ["512", undefined],
  ["512Mi", undefined],
];
it.each(flags)("Dragonfly's %s", (text, bytes) => {
  expect(flagBytes(text)).toBe(bytes);
});
