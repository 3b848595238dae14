import { expect, it } from "vitest";
import { flagBytes, quantity } from "../../../src/apps/dragonfly/bytes.ts";

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

const quantities: [string, number | undefined][] = [
  ["1Gi", 2 ** 30],
  ["1G", 1e9],
  ["512Mi", 536_870_912],
  ["100m", 0.1],
  ["0.5", 0.5],
  ["2", 2],
  ["1e3", 1000],
  ["64k", 64_000],
  ["1gb", undefined],
  ["", undefined],
];
it.each(quantities)("Kubernetes' %s", (text, number) => {
  expect(quantity(text)).toBe(number);
});
