import fc from "fast-check";
import { expect, test } from "vitest";
import { parseAllDocuments, visit } from "yaml";
import { check } from "../../src/check/check.ts";
import { PLATFORM_CONTEXT, platform } from "./platform.ts";

/** Values that a field does not expect, hostile keys among them. */
const odd = fc.oneof(
  fc.constantFrom(
    null,
    "",
    0,
    -1,
    true,
    [],
    {},
    [null],
    [[]],
    "..",
    "/",
    "\0",
    "{{ x }}",
    "${x}",
    "constructor",
  ),
  fc.dictionary(
    fc.constantFrom("__proto__", "name", "kind", "key", "constructor", "*"),
    fc.jsonValue({ maxDepth: 2 }),
  ),
  fc.jsonValue({ maxDepth: 3 }),
);

/** The text with its n-th value replaced. */
function replaceValue(text: string, which: number, value: unknown): string {
  const documents = parseAllDocuments(text);
  let left = which;
  for (const document of Array.isArray(documents) ? documents : []) {
    visit(document, {
      Pair: (_, pair) => {
        left -= 1;
        if (left === 0) pair.value = document.createNode(value);
      },
    });
  }
  return documents.map(String).join("---\n");
}

function countValues(text: string): number {
  let count = 0;
  for (const document of parseAllDocuments(text)) {
    visit(document, {
      Pair: () => {
        count += 1;
      },
    });
  }
  return count;
}

const places = [...platform()].flatMap(([path, { text }]) =>
  Array.from({ length: countValues(text) }, (_, index) => ({ path, which: index + 1 })),
);

test("no value in no place makes the stage throw, and every problem has a place in a file", () => {
  fc.assert(
    fc.property(fc.constantFrom(...places), odd, ({ path, which }, value) => {
      const files = platform();
      files.set(path, { text: replaceValue(files.get(path)?.text ?? "", which, value) });
      for (const { at, message } of check(files, PLATFORM_CONTEXT)) {
        const lines = files.get(at?.file ?? "")?.text.split("\n") ?? [];
        expect(at?.line).toBeGreaterThan(0);
        expect(at?.line).toBeLessThanOrEqual(lines.length);
        expect(message).not.toMatch(/[\p{Cc}\n]/u);
      }
    }),
    { numRuns: 200 },
  );
}, 300_000);

test.each([
  "a: &a [*a]\n",
  "? ? ? a\n",
  "&a a: *b\n",
  "%YAML 9\n---\na\n",
  "\uFEFFa: b\n",
  "a: !!binary x\n",
  "\r\r\n\t\n",
  "--- |\n",
])("the text %j does not make the stage throw", (text) => {
  expect(() => check(new Map([["a.yaml", { text }]]))).not.toThrow();
});
