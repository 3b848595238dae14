import fc from "fast-check";
import { expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { type PlainDocument, readPlainYaml } from "../../src/check/plain-yaml/read.ts";
import { scalarsOf } from "../../src/check/scalars.ts";
import { toValue } from "../../src/check/yaml-value.ts";
import { fuzzRuns } from "../fuzz-runs.ts";
import { treeOf } from "../line/texts.ts";

/** What the library makes of the text; undefined where it, or our reading of it, finds a mistake. */
function readByLibrary(text: string): PlainDocument[] | undefined {
  let isSound = true;
  const fault = (): void => {
    isSound = false;
  };
  const findings = { duplicate: fault, oddKey: fault, tooLarge: fault, tooDeep: fault };
  const documents = [...parseAllDocuments(text, { uniqueKeys: false, logLevel: "silent" })];
  const read = documents.map((tree) => ({ value: toValue(tree, findings), scalars: scalarsOf(tree) }));
  return isSound && documents.every(({ errors }) => errors.length === 0) ? read : undefined;
}

const golden = await treeOf("tests/goldens/full/kubernetes");
const texts = Object.entries(golden).flatMap(([path, text]) => (path.endsWith(".yaml") ? [text] : []));

test("every file that our templates print is plain", () => {
  expect(texts.length).toBeGreaterThan(50);
  for (const text of texts) expect(readPlainYaml(text)).toEqual(readByLibrary(text));
});

const notPlain: readonly (readonly [name: string, text: string])[] = [
  ["nothing", ""],
  ["comments only", "# a\n"],
  ["a text alone", "a\n"],
  ["a key that stands twice", "a: 1\na: 2\n"],
  ["a key that stands twice, once in quotes", 'a: 1\n"a": 2\n'],
  ["a value that may be nothing", "a:\nb: 1\n"],
  ["a text on two lines", "a: b\n  c\n"],
  ["a text on two lines of a list", "- b\n  c\n"],
  ["an anchor", "a: &a b\n"],
  ["an alias", "a: *a\n"],
  ["a tag", "a: !!str 1\n"],
  ["a merge key", "<<: {}\n"],
  ["brackets", "a: [b]\n"],
  ["an open quote", 'a: "b\n'],
  ["what JSON does not escape", 'a: "\\x41"\n'],
  ["text behind a quote", 'a: "b" c\n'],
  ["a colon in a text", "a: b: c\n"],
  ["a colon at the end of a text", "a: b:\n"],
  ["a tab", "a:\tb\n"],
  ["a return", "a: b\r\n"],
  ["a directive", "%YAML 1.1\n---\na: b\n"],
  ["an end of a document", "a: b\n...\n"],
  ["a document on its mark", "--- a\n"],
  ["an indentation of its own", "a: |1\n  b\n"],
  ["two paragraphs", "a: >\n  b\n\n  c\n"],
  ["a list less deep than it began", "a:\n    - b\n  - c\n"],
  ["an item without a blank", "a:\n  -b\n"],
  ["a hexadecimal number", "a: 0x1F\n"],
  ["an octal number", "a: 0o17\n"],
  ["what is no number", "a: .nan\n"],
];

test.each(notPlain)("leaves to the library: %s", (_, text) => {
  expect(readPlainYaml(text)).toBeUndefined();
});

const fragments = fc.constantFrom(
  ...[
    "\n",
    "\n\n",
    "  ",
    " ",
    "- ",
    "-",
    "a: ",
    "a:",
    ": ",
    " #",
    "# c\n",
    "---\n",
    "---",
    "...",
    "\\",
    "\t",
  ],
  ...[
    "'",
    '"',
    "''",
    '"\\n"',
    "|\n",
    "|-\n",
    ">-\n",
    ">+\n",
    "{}",
    "[]",
    "[",
    "}",
    ",",
    "&a ",
    "*a",
    "!!str ",
  ],
  ...["~", "null", "true", "1", "-1", "+1", "012", "0x1", "0o7", "1.50", ".5", "1e3", ".inf", "1_0", "1:2"],
  ...["?", "%", "@", "`", "<<: ", "key:\n", "é", "\u00a0", "\u0085", "\u2028", "\ud83d", "\0"],
);

/** One text with a fragment in place of a few of its characters. */
const edit = fc.record({
  place: fc.noBias(fc.nat(9999)),
  length: fc.nat(3),
  fragment: fragments,
});

test("what is read, wrong or right, is what the library reads", () => {
  let plain = 0;
  const property = fc.property(
    fc.constantFrom(...texts.filter((text) => text.length < 1500)),
    fc.array(edit, { minLength: 1, maxLength: 2 }),
    (text, edits) => {
      const changed = edits.reduce((before, { place, length, fragment }) => {
        const at = Math.floor((place * before.length) / 10_000);
        return before.slice(0, at) + fragment + before.slice(at + length);
      }, text);
      const read = readPlainYaml(changed);
      if (read === undefined) return;
      plain += 1;
      expect(read).toEqual(readByLibrary(changed));
    },
  );
  fc.assert(property, { numRuns: fuzzRuns(500) });
  expect(plain).toBeGreaterThan(100);
});
