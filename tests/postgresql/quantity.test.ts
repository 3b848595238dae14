import { describe, expect, it } from "vitest";
import { postgresBytes, postgresMemory } from "../../src/postgresql/quantity.ts";

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
