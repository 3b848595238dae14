import fc from "fast-check";
import { expect, test } from "vitest";
import type { Problem } from "../../src/problem.ts";
import { clean } from "../../src/report/clean.ts";
import { excerpt } from "../../src/report/excerpt.ts";
import { formatGithub } from "../../src/report/github.ts";
import { formatJson } from "../../src/report/json.ts";
import { formatSarif } from "../../src/report/sarif.ts";
import { formatProblems } from "../../src/report/text.ts";
import { anyText } from "../any-text.ts";

const at = { file: "cluster.yaml", line: 2, column: 4 };
const problems: Problem[] = [
  { code: "too-small", severity: "error", message: "x must be at least 1", hint: "write 100% or more", at },
  {
    code: "duplicate-key",
    severity: "warning",
    message: "set above",
    at: { ...at, line: 1, column: 1 },
    related: [{ message: "first set here", at }],
  },
  { code: "no-place", severity: "note", message: "evil \x1b[31m\u202e\n::error::x" },
];
const sources = new Map([["cluster.yaml", "a: 1\nx: 0\n"]]);

test("text names place, message, line and hint, and counts", () => {
  expect(formatProblems(problems, { color: false, sources, mayQuote: (_, line) => line === 2 })).toBe(
    [
      "cluster.yaml:2:4: error: x must be at least 1",
      "    2 | x: 0",
      "      |    ^",
      "  hint: write 100% or more",
      "",
      "cluster.yaml:1:1: warning: set above",
      "  cluster.yaml:2:4: first set here",
      "",
      "note: evil \\x1b[31m\\u{202e}\\n::error::x",
      "",
      "1 error, 1 warning, 1 note",
      "",
    ].join("\n"),
  );
});

test("text quotes nothing unless told that it may", () => {
  expect(formatProblems(problems, { color: false, sources })).not.toContain("x: 0");
});

test("text has colours only when asked", () => {
  expect(formatProblems(problems, { color: false, sources })).not.toContain("\x1b");
  expect(formatProblems(problems, { color: true, sources })).toContain("\x1b[31m");
});

test("no problems, no text", () => {
  expect(formatProblems([], { color: false })).toBe("");
});

test.each([
  ["a short line", "x: 0", 4, ["    1 | x: 0", "      |    ^"]],
  ["a tab", "x:\t0", 4, ["    1 | x: 0", "      |    ^"]],
  ["a control character", "x: \x07y", 5, ["    1 | x: \\x07y", "      |        ^"]],
  ["a byte order mark", "\uFEFFx: 0", 4, ["    1 | x: 0", "      |    ^"]],
  ["CRLF", "x: 0\r", 4, ["    1 | x: 0", "      |    ^"]],
  ["a column past the end", "x:", 3, ["    1 | x:", "      |   ^"]],
  ["an empty line", "  ", 1, []],
])("an excerpt of %s", (_, line, column, expected) => {
  expect(excerpt(`${line}\nnext`, { file: "x", line: 1, column })).toEqual(expected);
});

test("an excerpt fits into 80 columns, with the caret below its column", () => {
  const place = fc.record({ length: fc.nat(400), column: fc.integer({ min: 1, max: 400 }) });
  fc.assert(
    fc.property(place, ({ length, column }) => {
      const line = `${"a".repeat(column - 1)}Z${"b".repeat(length)}`;
      const [shown = "", caret = ""] = excerpt(line, { file: "x", line: 1, column });
      expect(Math.max(shown.length, caret.length)).toBeLessThanOrEqual(80);
      expect(shown[caret.indexOf("^")]).toBe("Z");
    }),
  );
});

test("json is one document with what the command produced", () => {
  expect(JSON.parse(formatJson(problems, { files: 3 }))).toEqual({
    files: 3,
    problems: [
      {
        code: "too-small",
        severity: "error",
        message: "x must be at least 1",
        hint: "write 100% or more",
        ...at,
      },
      {
        code: "duplicate-key",
        severity: "warning",
        message: "set above",
        file: "cluster.yaml",
        line: 1,
        column: 1,
        related: [{ message: "first set here", ...at }],
      },
      { code: "no-place", severity: "note", message: "evil \x1b[31m\u202e\n::error::x" },
    ],
  });
});

test("github escapes what would end a command or start another", () => {
  const strange: Problem = {
    code: "a",
    severity: "error",
    message: "b",
    at: { file: "C:\\x,y%.yaml", line: 1, column: 2 },
  };
  expect(formatGithub([...problems, strange]).split("\n")).toEqual([
    "::error file=cluster.yaml,line=2,col=4,title=too-small::x must be at least 1%0Ahint: write 100%25 or more",
    "::warning file=cluster.yaml,line=1,col=1,title=duplicate-key::set above",
    "::notice title=no-place::evil \\x1b[31m\\u{202e}\\n::error::x",
    "::error file=C%3A\\x%2Cy%25.yaml,line=1,col=2,title=a::b",
    "",
  ]);
});

test("sarif has a rule for each code and a region for each place", () => {
  const log = JSON.parse(formatSarif(problems, "1.2.3"));
  expect(log.version).toBe("2.1.0");
  const [run] = log.runs;
  expect(run.tool.driver.rules).toEqual([{ id: "duplicate-key" }, { id: "no-place" }, { id: "too-small" }]);
  expect(run.results.map((result: { ruleIndex: number }) => result.ruleIndex)).toEqual([2, 0, 1]);
  expect(run.results[0].locations[0].physicalLocation).toEqual({
    artifactLocation: { uri: "cluster.yaml" },
    region: { startLine: 2, startColumn: 4 },
  });
  expect(run.results[1].relatedLocations).toHaveLength(1);
  expect(run.results[2].locations).toEqual([]);
});

test("clean leaves nothing that a terminal acts upon", () => {
  fc.assert(
    fc.property(anyText(), (text) => {
      expect(clean(text)).not.toMatch(
        /[\0-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|\p{Cs}/u,
      );
    }),
  );
  expect(clean("Köln 🙂 日本")).toBe("Köln 🙂 日本");
  expect(clean("a\ud800b\u200bc\x9bd")).toBe("a\\u{d800}b\\u{200b}c\\x9bd");
});
