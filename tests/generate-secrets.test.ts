import { expect, it } from "vitest";
import { generateSecret } from "../src/generate-secrets.ts";
import type { Generate } from "../src/schema.ts";

const cases: [Generate, RegExp][] = [
  [{ alphabet: "alphanumeric", length: 48, prefix: "sk-" }, /^sk-[A-Za-z0-9]{48}$/],
  [{ alphabet: "hex", length: 64 }, /^[0-9a-f]{64}$/],
  [{ alphabet: "base64url", length: 43 }, /^[A-Za-z0-9_-]{43}$/],
];

it.each(cases)("%j", (how, shape) => {
  expect(generateSecret(how)).toMatch(shape);
  expect(generateSecret(how)).not.toBe(generateSecret(how));
});

it("draws every letter about as often", () => {
  const text = generateSecret({ alphabet: "alphanumeric", length: 62_000 });
  const counts = new Map<string, number>();
  for (const letter of text) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  expect(counts.size).toBe(62);
  expect(Math.min(...counts.values())).toBeGreaterThan(800);
  expect(Math.max(...counts.values())).toBeLessThan(1200);
});
