import fc from "fast-check";
import { expect, test } from "vitest";
import { problemsOf } from "./run.ts";
import { required, unfit } from "./unfit.ts";
import { unreadable } from "./unreadable.ts";

/** Every problem lies inside the file: on a line that it has, at most one past that line's end; texts are printable. */
function expectInside(bytes: Uint8Array): void {
  const { problems } = problemsOf(bytes);
  const lines = new TextDecoder().decode(bytes).split("\n");
  for (const { at, related = [], message, hint = "" } of problems) {
    expect(message + hint).not.toMatch(/[\0-\x1f\x7f-\x9f\u202e]/);
    for (const place of [at, ...related.map((other) => other.at)]) {
      expect(place).toBeDefined();
      expect(place?.line).toBeGreaterThanOrEqual(1);
      expect(place?.column).toBeGreaterThanOrEqual(1);
      expect(place?.line).toBeLessThanOrEqual(lines.length);
      expect(place?.column).toBeLessThanOrEqual((lines[(place?.line ?? 1) - 1] ?? "").length + 1);
    }
  }
}

const encode = (text: string) => new TextEncoder().encode(text);

test("random bytes never throw", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), expectInside), { numRuns: 500 });
});

const characters = [
  ..." \n\t:-#&*!|>'\"%@`[]{},?~<=$\\0a_é🙂\0\r\uFEFF\u00a0",
  "\n  ",
  ": ",
  "- ",
  "{{",
  "<<: ",
  "---\n",
  "ENC[",
];

test("random YAML-like text never throws", () => {
  const text = fc
    .array(fc.constantFrom(...characters), { maxLength: 60 })
    .map((parts) => encode(parts.join("")));
  fc.assert(fc.property(text, expectInside), { numRuns: 2000 });
});

const texts = [
  ...unreadable.flatMap(({ text }) => (typeof text === "string" ? [text] : [])),
  ...unfit.map(({ text }) => text),
]
  .filter((text) => text.length < 2000)
  .map((text) => `${text}\n${required}`);

test("mutated configurations never throw", () => {
  const edit = fc.tuple(fc.nat(300), fc.nat(4), fc.constantFrom("", ...characters));
  const mutated = fc
    .tuple(fc.constantFrom(...texts), fc.array(edit, { minLength: 1, maxLength: 4 }))
    .map(([text, edits]) =>
      edits.reduce((now, [at, length, put]) => now.slice(0, at) + put + now.slice(at + length), text),
    );
  fc.assert(
    fc.property(mutated, (text) => expectInside(encode(text))),
    { numRuns: 2000 },
  );
});

test("a cut-off configuration never throws", () => {
  const cut = fc
    .tuple(fc.constantFrom(...texts), fc.nat(400))
    .map(([text, length]) => encode(text).slice(0, length));
  fc.assert(fc.property(cut, expectInside), { numRuns: 500 });
});
