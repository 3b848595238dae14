import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as library from "yaml";
import { LineCounter } from "yaml";
import { parseAllDocuments, parseDocument } from "../src/yaml-text.ts";

const options = { logLevel: "silent", prettyErrors: false } as const;

/** What a document says: its value, where it stands, and its errors. */
function told(document: library.Document | undefined) {
  if (!document) return undefined;
  const errors = document.errors.map(({ code, pos }) => [code, pos]);
  return { errors, range: document.range, value: errors.length > 0 ? undefined : plainOf(document) };
}

function plainOf(document: library.Document): unknown {
  try {
    return document.toJS({ mapAsMap: true });
  } catch (error) {
    return String(error);
  }
}

const pieces = [
  "a",
  ": ",
  "- ",
  "\n",
  "  ",
  "[",
  "]",
  "{",
  "}",
  ",",
  '"',
  "'",
  "&x ",
  "*x",
  "---\n",
  "# c",
  "|\n",
];
const yamlLike = fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join(""));

describe("documents are the library's", () => {
  const same = (text: string) => {
    const lines = [new LineCounter(), new LineCounter()];
    const [ours, theirs] = lines.map((lineCounter) => ({ ...options, lineCounter }));
    const all = library.parseAllDocuments(text, theirs);
    expect(parseAllDocuments(text, ours).map(told)).toEqual([...all].map(told));
    expect(lines[0]?.lineStarts).toEqual(lines[1]?.lineStarts);
    expect(told(parseDocument(text))).toEqual(told(library.parseDocument(text, { prettyErrors: false })));
  };

  it("for any text", () => {
    fc.assert(fc.property(yamlLike, same), { numRuns: 500 });
  });

  it.each(["cluster.sample.yaml", "tests/goldens/full/cluster.yaml"])("for %s", async (path) => {
    same(await readFile(path, "utf8"));
  });
});

describe("a text that is nested too deeply", () => {
  it.each([
    ["at any length", "[".repeat(100_000), 499],
    ["behind other documents", `a: 1\n---\n${"- ".repeat(600)}`, 1007],
  ])("gives one error: %s", (_what, text, offset) => {
    const [only, ...others] = parseAllDocuments(text, options);
    expect(others).toEqual([]);
    expect(only?.errors.map(({ code, pos }) => [code, pos[0]])).toEqual([["RESOURCE_EXHAUSTION", offset]]);
    expect(only?.toJS()).toBeNull();
  });

  it("is one with more than 500 levels", () => {
    const nested = (levels: number) => "[".repeat(levels) + "]".repeat(levels);
    expect(parseDocument(nested(499)).errors).toEqual([]);
    expect(parseDocument(nested(501)).errors).toHaveLength(1);
  });
});
