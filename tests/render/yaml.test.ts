import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { toYaml } from "../../src/render/yaml.ts";
import { UnprintableValue } from "../../src/render/yaml-scalar.ts";
import { anyText } from "../any-text.ts";

const readers = [
  { version: "1.2", schema: "core" },
  { version: "1.1", schema: "yaml-1.1" },
] as const;

/** Strings that some reader takes for another type, or that break a careless printer. */
const lookalikes = [
  "",
  " ",
  "~",
  "null",
  "Null",
  "NULL",
  "true",
  "True",
  "TRUE",
  "false",
  "yes",
  "Yes",
  "no",
  "NO",
  "on",
  "off",
  "y",
  "n",
  "Y",
  "0",
  "-0",
  "+1",
  "1.",
  ".5",
  "1.5",
  "1.2.3",
  "0777",
  "0o7",
  "0x1F",
  "0b11",
  "1_000",
  "1e3",
  "1E3",
  "1e+3",
  ".inf",
  "-.inf",
  ".NaN",
  "12:30",
  "12:30:45",
  "1:1.5",
  "2001-01-01",
  "2001-12-14t21:59:43.10-05:00",
  "=",
  "<<",
  "-",
  "- a",
  "? a",
  ": a",
  "a: b",
  "a:",
  "a #b",
  "#a",
  "&a",
  "*a",
  "!a",
  "!!str a",
  "|",
  "|-",
  ">",
  "%a",
  "@a",
  "`a",
  "'",
  '"',
  "'a'",
  '"a"',
  "[",
  "]",
  "{",
  "}",
  "{a: b}",
  "[a]",
  "a,b",
  ",",
  "---",
  "...",
  "--- a",
  "a\\b",
  "${x}",
  "{{ x }}",
  "#{ x }#",
  "#% x %#",
  "}#",
  " a",
  "a ",
  "a  b",
  "\t",
  "a\tb",
  "\ta",
  "a\n",
  "\na",
  "a\nb",
  "a\nb\n",
  "a\n\n",
  "\n",
  "\n\n",
  "a\n b",
  " a\nb",
  "a \nb ",
  "a\n  \nb",
  "a\n\t\nb",
  "a\rb",
  "a\r\nb",
  "\r",
  "a\u0085b",
  "a\u2028b",
  "a\u2029b",
  "\ufeffa",
  "\u0000",
  "\u001b[31m",
  "\u007f",
  "\u009f",
  "é",
  "日本",
  "😀",
  "\ufffe",
  "-----BEGIN KEY-----\nabc==\n-----END KEY-----\n",
  "constructor",
  "__proto__",
  "1Gi",
  "500m",
  "1E",
  "https://a.b/c?d=e&f#g",
  "ghcr.io/a/b:1.2",
  "a:b",
  "a@b",
  "user ~* +@all",
  "# a\nb",
  "- a\n- b",
  "x: |\n  y",
  "nan",
  "inf",
];
const hostile = fc.oneof(
  fc.constantFrom(...lookalikes),
  anyText(),
  fc.string({ unit: fc.constantFrom(..."ab01 \n\t\r:#-?|>'\"\\{}[],&*!%@`~=<._+$\u0085\u2028é😀") }),
);
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    hostile,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(hostile, tie("value"), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;

/** What any reader gives back: -0 is 0 in JSON. */
const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown;

function reads(text: string, place: (document: unknown) => unknown, value: unknown): void {
  for (const reader of readers)
    expect(place(parse(text, { ...reader, logLevel: "silent" }))).toEqual(plain(value));
}

describe("toYaml", () => {
  it.each(lookalikes)("keeps the string %j in every place", (value) => {
    reads(`k: ${toYaml(value)}\n`, (d) => (d as { k: unknown }).k, value);
    reads(`[${toYaml(value)}, ${toYaml([value])}]\n`, (d) => (d as unknown[])[0], value);
    reads(`${toYaml(value)}: 1\n`, (d) => Object.keys(d as object), [value]);
    reads(`{${toYaml(value)}: 1}\n`, (d) => Object.keys(d as object), [value]);
    reads(`a:\n  k: ${toYaml(value, 4)}\n  z: 1\n`, (d) => (d as { a: { k: unknown } }).a.k, value);
    reads(`- - ${toYaml(value, 4)}\n`, (d) => (d as unknown[][])[0]?.[0], value);
  });

  it("is read back the same on one line, in flow and as a whole document", () => {
    fc.assert(
      fc.property(json, (value) => {
        reads(`a:\n  k: ${toYaml(value)}\n  z: 1\n`, (d) => (d as { a: { k: unknown } }).a.k, value);
        reads(`[1, ${toYaml(value)}, {k: ${toYaml(value)}}]\n`, (d) => (d as unknown[])[1], value);
        reads(`${toYaml(value, 0)}\n`, (d) => d, value);
      }),
      { numRuns: 300 },
    );
  });

  it("is read back the same at every depth", () => {
    fc.assert(
      fc.property(json, fc.integer({ min: 1, max: 5 }), (value, depth) => {
        const keys = Array.from({ length: depth }, (_, at) => `${"  ".repeat(at)}k:`);
        const text = `${keys.join("\n")} ${toYaml(value, depth * 2)}\nz: 1\n`;
        const at = (d: unknown) => keys.reduce((inner) => (inner as { k: unknown }).k, d);
        reads(text, at, value);
        reads(`l:\n  - ${toYaml(value, 4)}\n  - 2\n`, (d) => (d as { l: unknown[] }).l[0], value);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    { value: "litellm", text: "litellm" },
    { value: "a b", text: "a b" },
    { value: "https://a.example/v1", text: "https://a.example/v1" },
    { value: "1Gi", text: "1Gi" },
    { value: "1.2.3", text: '"1.2.3"' },
    { value: "no", text: '"no"' },
    { value: 'a"b', text: '"a\\"b"' },
    { value: 1e21, text: "1.0e+21" },
    { value: 0.5, text: "0.5" },
    { value: null, text: "null" },
    { value: [], text: "[]" },
    { value: {}, text: "{}" },
    { value: { b: [1, "x"], "a/b": true }, text: '{b: [1, x], "a/b": true}' },
    {
      value: { a: { b: [{ c: 1, d: [] }, [1, 2]] } },
      indent: 2,
      text: "\n  a:\n    b:\n      - c: 1\n        d: []\n      - - 1\n        - 2",
    },
    { value: "a\nb", indent: 4, text: "|-\n    a\n    b" },
    { value: "a\n\n  b\n", indent: 2, text: "|\n  a\n\n    b" },
    { value: { k: "a\nb\n" }, indent: 2, text: "\n  k: |\n    a\n    b" },
    { value: [], indent: 2, text: "[]" },
    { value: "a\n\n", indent: 2, text: '"a\\n\\n"' },
    { value: " a\nb", indent: 2, text: '" a\\nb"' },
  ])("prints $value at indent $indent", ({ value, indent, text }) => {
    expect(toYaml(value, indent)).toBe(text);
  });

  const circular: unknown[] = [];
  circular.push(circular);
  it.each([
    { what: "undefined", value: undefined, path: [] },
    { what: "a hole", value: { a: [1, undefined] }, path: ["a", 1] },
    { what: "a function", value: { f: () => 1 }, path: ["f"] },
    { what: "a symbol", value: Symbol("x"), path: [] },
    { what: "NaN", value: [Number.NaN], path: [0] },
    { what: "Infinity", value: Number.POSITIVE_INFINITY, path: [] },
    { what: "a bigint", value: 1n, path: [] },
    { what: "a Map", value: { m: new Map([[1, 2]]) }, path: ["m"] },
    { what: "a lone surrogate", value: "\ud800", path: [] },
    { what: "a circle", value: circular, path: [] },
    { what: "a huge key", value: { ["k".repeat(2000)]: 1 }, path: [] },
  ])("refuses $what", ({ value, path }) => {
    for (const indent of [undefined, 2]) {
      const thrown = capture(() => toYaml(value, indent));
      expect(thrown).toBeInstanceOf(UnprintableValue);
      expect(thrown).toMatchObject({ path });
    }
  });
});

function capture(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}
