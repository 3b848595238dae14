import { Buffer } from "node:buffer";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SHORTEST_SEARCHED, secretForms } from "../../src/check/secret-forms.ts";
import { makeSearch } from "../../src/check/text-search.ts";
import { findings, folder, manifest, type SmallCase } from "./small.ts";

const VALUE = `pa"ss/wörd+'1 %`;
const PEM = "-----BEGIN KEY-----\nAAAABBBB\nCCCCDDDD\n-----END KEY-----\n";
const context = { secrets: new Map([["the_setting", VALUE]]) };
const clear = (text: string): Record<string, string> =>
  folder({ "a.yaml": manifest("v1", "ConfigMap", "a", `data:\n  a: ${text}\n`) });
const sealed = (body: string): Record<string, string> =>
  folder({ "a.sops.yaml": manifest("v1", "Secret", "a", body) });
const base64 = (text: string): string => Buffer.from(text, "utf8").toString("base64");

const cases: readonly SmallCase[] = [
  { name: "as it is", files: clear(`|\n    x ${VALUE}`), context, expected: ["secret-in-clear a.yaml:7:7"] },
  { name: "quoted", files: clear(JSON.stringify(VALUE)), context, expected: ["secret-in-clear a.yaml:6:6"] },
  {
    name: "single-quoted",
    files: clear(`'${VALUE.replaceAll("'", "''")}'`),
    context,
    expected: ["secret-in-clear a.yaml:6:6"],
  },
  {
    name: "with YAML's own escapes",
    files: clear(
      `"${Array.from(VALUE, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`).join("")}"`,
    ),
    context,
    expected: ["secret-in-clear a.yaml:6:6"],
  },
  {
    name: "in a URL",
    files: clear(`https://u:${encodeURIComponent(VALUE)}@h`),
    context,
    expected: ["secret-in-clear a.yaml:6:16"],
  },
  {
    name: "in base64 behind two other bytes",
    files: clear(base64(`u:${VALUE}`)),
    context,
    expected: ["secret-in-clear a.yaml:6:9"],
  },
  {
    name: "in JSON in a block",
    files: clear(`|\n    {"a": ${JSON.stringify(VALUE)}}`),
    context,
    expected: ["secret-in-clear a.yaml:7:12"],
  },
  {
    name: "in a comment",
    files: clear(`b # ${VALUE}`),
    context,
    expected: ["secret-in-clear a.yaml:6:10"],
  },
  {
    name: "in a key",
    files: folder({ "a.yaml": manifest("v1", "ConfigMap", "a", `data:\n  ${JSON.stringify(VALUE)}: b\n`) }),
    context,
    expected: ["secret-in-clear a.yaml:6:3"],
  },
  {
    name: "of several lines in a block",
    files: clear(`|\n    ${PEM.trimEnd().replaceAll("\n", "\n    ")}`),
    context: { secrets: new Map([["the_key", PEM]]) },
    expected: ["secret-in-clear a.yaml:6:6"],
  },
  {
    name: "folded over two lines",
    files: clear("one two\n    three four"),
    context: { secrets: new Map([["the_phrase", "one two three four"]]) },
    expected: ["secret-in-clear a.yaml:6:6"],
  },
  {
    name: "in a file that is not YAML",
    files: { "notes.md": `# Notes\n${VALUE}\n` },
    context,
    expected: ["secret-in-clear notes.md:2:1"],
  },
  {
    name: "twice in one file is told once",
    files: clear(`|\n    ${VALUE}\n    ${VALUE}`),
    context,
    expected: ["secret-in-clear a.yaml:7:5"],
  },
  {
    name: "two secrets in one line",
    files: clear("first-secret second-secret"),
    context: {
      secrets: new Map([
        ["one", "first-secret"],
        ["two", "second-secret"],
      ]),
    },
    expected: ["secret-in-clear a.yaml:6:6", "secret-in-clear a.yaml:6:19"],
  },
  {
    name: "in stringData",
    files: sealed(`stringData: {a: ${JSON.stringify(VALUE)}}\n`),
    context,
    expected: [],
  },
  { name: "in data", files: sealed(`data: {a: ${base64(VALUE)}}\n`), context, expected: [] },
  {
    name: "in a block of stringData",
    files: sealed(`stringData:\n  a: |\n    ${VALUE}\n`),
    context,
    expected: [],
  },
  {
    name: "in a key of stringData",
    files: sealed(`stringData:\n  ${JSON.stringify(VALUE)}: b\n`),
    context,
    expected: ["secret-in-clear a.sops.yaml:6:3"],
  },
  {
    name: "in a comment of stringData",
    files: sealed(`stringData:\n  # ${VALUE}\n  a: b\n`),
    context,
    expected: ["secret-in-clear a.sops.yaml:6:5"],
  },
  {
    name: "under stringData of another field",
    files: sealed(`metadata2:\n  stringData: {a: ${JSON.stringify(VALUE)}}\n`),
    context,
    expected: ["secret-outside-data a.sops.yaml:5:1", "secret-in-clear a.sops.yaml:6:19"],
  },
  {
    name: "short, as a whole scalar",
    files: clear("abc12"),
    context: { secrets: new Map([["pin", "abc12"]]) },
    expected: ["secret-in-clear a.yaml:6:6"],
  },
  {
    name: "short, inside of another",
    files: clear("abc123"),
    context: { secrets: new Map([["pin", "abc12"]]) },
    expected: [],
  },
  { name: "empty", files: clear("b"), context: { secrets: new Map([["none", ""]]) }, expected: [] },
  { name: "another value", files: clear(`"pass/wörd"`), context, expected: [] },
];

test.each(cases)("$name", (each) => {
  expect(findings(each)).toEqual(each.expected);
});

describe("the forms of a secret", () => {
  const secrets = fc.string({ unit: "grapheme", minLength: SHORTEST_SEARCHED, maxLength: 60 });
  const around = fc.string({ unit: "grapheme", maxLength: 20 });
  const encodings: readonly [string, (text: string) => string][] = [
    ["plain text", (text) => text],
    ["base64", base64],
    ["base64url", (text) => Buffer.from(text, "utf8").toString("base64url")],
    ["percent encoding", encodeURIComponent],
    ["a query string", (text) => new URLSearchParams({ text }).toString()],
    ["JSON", (text) => JSON.stringify(text)],
  ];

  test.each(encodings)("are found in %s, whatever stands around", (_, encode) => {
    fc.assert(
      fc.property(secrets, around, around, (value, before, after) => {
        const search = makeSearch(secretForms(value).map((text) => ({ text, label: "secret" })));
        const found: string[] = [];
        search(encode(before + value + after), ({ label }) => found.push(label));
        expect(found).toContain("secret");
      }),
    );
  });

  test("one pass finds what looking for each would", () => {
    const letters = fc.string({ unit: fc.constantFrom("a", "b", "c"), minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(
        fc.array(letters),
        fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 80 }),
        (needles, haystack) => {
          const found = new Set<string>();
          makeSearch(needles.map((text) => ({ text, label: text })))(haystack, ({ label }) =>
            found.add(label),
          );
          expect([...found].sort()).toEqual(
            [...new Set(needles.filter((text) => haystack.includes(text)))].sort(),
          );
        },
      ),
    );
  });
});
