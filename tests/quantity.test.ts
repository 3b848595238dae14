import { expect, test } from "vitest";
import { amountOf, cpuCores, memoryBytes } from "../src/quantity.ts";

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

const cores: readonly [quantity: string, cores: number | undefined][] = [
  ["500m", 0.5],
  ["2", 2],
  ["0.1", 0.1],
  [".5", 0.5],
  ["1Gi", undefined],
  ["m", undefined],
  ["", undefined],
];

test.each(cores)("%s of CPU", (quantity, expected) => {
  expect(cpuCores(quantity)).toBe(expected);
});

const amounts: readonly [quantity: string, amount: number | undefined][] = [
  ["500m", 0.5],
  ["-1", -1],
  ["+.5", 0.5],
  ["1e3", 1000],
  ["2E-1", 0.2],
  ["1E", 1e18],
  ["1Pi", 2 ** 50],
  ["1kB", undefined],
  ["1Ki2", undefined],
  ["", undefined],
];

test.each(amounts)("%s of anything", (quantity, expected) => {
  expect(amountOf(quantity)).toBe(expected);
});
