import { expect, test } from "vitest";
import { amountOf } from "../src/quantity.ts";

const cases: readonly [quantity: string, amount: number | undefined][] = [
  ["512Mi", 536_870_912],
  ["1Gi", 1_073_741_824],
  ["1G", 1_000_000_000],
  ["1.5Ki", 1536],
  ["100", 100],
  ["64k", 64_000],
  ["1e3", 1000],
  ["2E-1", 0.2],
  ["1E", 1e18],
  ["1Pi", 2 ** 50],
  ["500m", 0.5],
  ["700m", 0.7],
  ["3u", 3e-6],
  ["2", 2],
  ["0.1", 0.1],
  [".5", 0.5],
  ["+.5", 0.5],
  ["-1", -1],
  ["1gb", undefined],
  ["1kB", undefined],
  ["1Ki2", undefined],
  ["1 Gi", undefined],
  ["Mi", undefined],
  ["m", undefined],
  ["", undefined],
];

test.each(cases)("%s", (quantity, amount) => {
  expect(amountOf(quantity)).toBe(amount);
});
