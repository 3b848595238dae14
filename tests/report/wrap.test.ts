import { stripVTControlCharacters } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Problem } from "../../src/problem.ts";
import { formatProblems } from "../../src/report/text.ts";
import { shortened, wrap } from "../../src/report/wrap.ts";

const cases: readonly { title: string; line: string; columns: number | undefined; rows: string[] }[] = [
  { title: "a short line stays", line: "one two", columns: 7, rows: ["one two"] },
  { title: "a long one breaks at a space", line: "one two three", columns: 8, rows: ["one two", "  three"] },
  { title: "its own indentation stays", line: "  one two", columns: 6, rows: ["  one", "  two"] },
  { title: "columns of a table stay", line: "ok      one two", columns: 12, rows: ["ok      one", "  two"] },
  {
    title: "a long word stays whole",
    line: "a https://example.com b",
    columns: 8,
    rows: ["a", "  https://example.com", "  b"],
  },
  {
    title: "colours take no room",
    line: "\x1b[31mone\x1b[39m two",
    columns: 7,
    rows: ["\x1b[31mone\x1b[39m two"],
  },
  { title: "without a terminal", line: "one two three", columns: undefined, rows: ["one two three"] },
];

describe("wrap", () => {
  it.each(cases)("$title", ({ line, columns, rows }) => {
    expect(wrap(line, { columns, indent: 2 })).toEqual(rows);
  });

  it("loses no word", () => {
    const word = fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom("a", "b", "é") });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), fc.integer({ min: 1, max: 40 }), (words, columns) => {
        const rows = wrap(words.join(" "), { columns, indent: 2 });
        expect(rows.join(" ").split(/ +/).filter(Boolean)).toEqual(words);
        for (const row of rows)
          expect(row.length <= columns || row.trim().split(" ").length === 1).toBe(true);
      }),
    );
  });
});

describe("problems on a terminal", () => {
  const problem: Problem = {
    ...{ code: "a", severity: "error", message: "one two three four five six", hint: "seven eight nine ten" },
    at: { file: "a.yaml", line: 1, column: 2 },
  };
  it.each([true, false])("break at spaces, in colour %s", (color) => {
    const text = stripVTControlCharacters(formatProblems([problem], { color, columns: 20 }));
    expect(text.split("\n")).toEqual([
      "a.yaml:1:2: error:",
      "  one two three four",
      "  five six",
      "  hint: seven eight",
      "  nine ten",
      "",
      "1 error",
      "",
    ]);
  });
});

describe("shortened", () => {
  it.each([
    ["abcdefghij", 10, "abcdefghij"],
    ["abcdefghijklmnopqrstuvwxyz", 13, "abcdefg … xyz"],
  ])("%s in %i", (text, most, short) => {
    expect(shortened(text, most)).toBe(short);
  });
});
