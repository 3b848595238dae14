import { describe, expect, it } from "vitest";
import { setSettings } from "../../src/config/edit.ts";

const cases: [name: string, before: string, settings: Record<string, string>, after: string][] = [
  ["fills an empty value", "a_key:\nb: 1\n", { a_key: "x" }, 'a_key: "x"\nb: 1\n'],
  ["fills an empty value before a comment", "a_key:  # why\n", { a_key: "x" }, 'a_key: "x"  # why\n'],
  ["fills an empty string", "a_key: ''  # why\n", { a_key: "x" }, 'a_key: "x"  # why\n'],
  ["replaces a value", "a_key: old # why\n", { a_key: "x" }, 'a_key: "x" # why\n'],
  [
    "puts an absent key behind its kin",
    "a_one: 1 # first\n\n# b\nb: 1\n",
    { a_two: "x" },
    'a_one: 1 # first\na_two: "x"\n\n# b\nb: 1\n',
  ],
  [
    "behind a list of its kin",
    "a_one:\n  - 1\n  - 2\nb: 1\n",
    { a_two: "x" },
    'a_one:\n  - 1\n  - 2\na_two: "x"\nb: 1\n',
  ],
  ["at the end without kin", "b: 1", { a_two: "x" }, 'b: 1\na_two: "x"\n'],
  ["before the end marker", "b: 1\n...\n", { a_two: "x" }, 'b: 1\na_two: "x"\n...\n'],
  [
    "with the line ends it finds",
    "a_one: 1\r\nb: 1\r\n",
    { a_two: "x" },
    'a_one: 1\r\na_two: "x"\r\nb: 1\r\n',
  ],
  ["escapes what YAML would eat", "a_key:\n", { a_key: 'q"\n\\' }, 'a_key: "q\\"\\n\\\\"\n'],
  ["several at once", "a_x:\nb_x:\n", { a_x: "1", b_x: "2" }, 'a_x: "1"\nb_x: "2"\n'],
];

describe("setSettings", () => {
  it.each(cases)("%s", (_name, before, settings, after) => {
    expect(setSettings(before, new Map(Object.entries(settings)))).toBe(after);
  });
});
