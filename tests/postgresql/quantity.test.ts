import { describe, expect, it } from "vitest";
import { amountOf, postgresBytes, postgresMemory } from "../../src/postgresql/quantity.ts";

describe("amountOf", () => {
  it.each([
    ["200m", 0.2],
    ["2", 2],
    ["1.5", 1.5],
    [".5", 0.5],
    ["512Mi", 512 * 2 ** 20],
    ["2G", 2e9],
    ["1e3", 1000],
    ["128974848", 128974848],
  ])("%s is %d", (quantity, amount) => {
    expect(amountOf(quantity)).toBeCloseTo(amount);
  });

  it.each(["", "2gb", "Mi", "1 Gi", "-1"])("%o is none", (quantity) => {
    expect(amountOf(quantity)).toBeUndefined();
  });
});

describe("postgresBytes", () => {
  it.each([
    ["128MB", 128 * 2 ** 20],
    ["1GB", 2 ** 30],
    ["16384", 16384 * 8192],
    ["512kB", 512 * 2 ** 10],
  ])("%s is %d bytes", (value, bytes) => {
    expect(postgresBytes(value, 8192)).toBe(bytes);
  });

  it("reads no other unit", () => {
    expect(postgresBytes("1Gi", 8192)).toBeUndefined();
  });
});

it.each([
  [128 * 2 ** 20, "128MB"],
  [1, "1MB"],
])("%d bytes are written as %s", (bytes, memory) => {
  expect(postgresMemory(bytes)).toBe(memory);
});
