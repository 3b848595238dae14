import { expect, test } from "vitest";
import { memoryBytes } from "../src/quantity.ts";

const cases: readonly [quantity: string, bytes: number | undefined][] = [
  ["512Mi", 536_870_912],
  ["1Gi", 1_073_741_824],
  ["1G", 1_000_000_000],
  ["1.5Ki", 1536],
  ["100", 100],
  ["64k", 64_000],
  ["1gb", undefined],
  ["", undefined],
];

test.each(cases)("%s", (quantity, bytes) => {
  expect(memoryBytes(quantity)).toBe(bytes);
});
