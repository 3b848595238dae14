import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diff } from "../../../src/output/diff/diff.ts";
import { editScript } from "../../../src/output/diff/edit-script.ts";
import { mask, maskPair } from "../../../src/output/diff/mask.ts";

const ten = (change: Record<number, string> = {}) =>
  Array.from({ length: 20 }, (_, index) => `${change[index + 1] ?? `line ${index + 1}`}\n`).join("");

const CASES = [
  { name: "equal", before: "a\n", after: "a\n", shown: "" },
  {
    name: "one line of three",
    before: "a\nb\nc\n",
    after: "a\nB\nc\n",
    shown: "--- a/f\n+++ b/f\n@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n",
  },
  { name: "created", after: "a\nb\n", shown: "--- /dev/null\n+++ b/f\n@@ -0,0 +1,2 @@\n+a\n+b\n" },
  { name: "deleted", before: "a\n", shown: "--- a/f\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n" },
  {
    name: "final newline",
    before: "a",
    after: "a\n",
    shown: "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n",
  },
  {
    name: "two hunks",
    before: ten(),
    after: ten({ 2: "two", 18: "eighteen" }),
    shown:
      "--- a/f\n+++ b/f\n@@ -1,5 +1,5 @@\n line 1\n-line 2\n+two\n line 3\n line 4\n line 5\n" +
      "@@ -15,6 +15,6 @@\n line 15\n line 16\n line 17\n-line 18\n+eighteen\n line 19\n line 20\n",
  },
  {
    name: "addition in the middle",
    before: "a\nb\nc\nd\n",
    after: "a\nb\nx\nc\nd\n",
    shown: "--- a/f\n+++ b/f\n@@ -1,4 +1,5 @@\n a\n b\n+x\n c\n d\n",
  },
  {
    name: "control characters",
    before: "a\n",
    after: "\u001b[31ma\u202e\r\n",
    shown: "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\n+\\x1b[31ma\\u{202e}\\r\n",
  },
];

describe("diff", () => {
  it.each(CASES)("$name", ({ before, after, shown }) => {
    expect(diff({ path: "f", before, after })).toBe(shown);
  });

  it("has colours when asked", () => {
    const shown = diff({ path: "f", before: "a\n", after: "b\n" }, { colour: true });
    expect(shown).toContain("\u001b[31m-a\u001b[0m\n\u001b[32m+b\u001b[0m");
  });

  it("takes a wholly different text as it is", () => {
    const text = (word: string) => Array.from({ length: 3000 }, (_, index) => `${word} ${index}\n`).join("");
    expect(diff({ path: "f", before: text("a"), after: text("b") }).split("\n")).toHaveLength(6004);
  });
});

describe("edit script", () => {
  const list = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 12 });

  it("turns one text into the other and is as short as can be", () => {
    fc.assert(
      fc.property(list, list, (before, after) => {
        const script = editScript(before, after);
        const kept = script.filter(({ kind }) => kind === "same").length;
        expect(script.filter(({ kind }) => kind !== "added").map(({ text }) => text)).toEqual(before);
        expect(script.filter(({ kind }) => kind !== "removed").map(({ text }) => text)).toEqual(after);
        expect(kept).toBe(longestCommon(before, after));
      }),
    );
  });
});

describe("mask", () => {
  const secret = (password: string, more = "") =>
    `apiVersion: v1\nkind: Secret\nmetadata:\n  name: x # why\nstringData:\n  # old: hunter1\n  a: same\n  password: ${password}\n${more}`;

  it("hides values below data and stringData, and comments there", () => {
    expect(mask(secret("hunter2"))).toBe(
      "apiVersion: v1\nkind: Secret\nmetadata:\n  name: x # why\nstringData:\n  a: ***\n  password: ***\n",
    );
  });

  it("tells changed values from equal ones", () => {
    expect(diff({ path: "f", before: secret("hunter2"), after: secret("hunter3"), sealed: true })).toBe(
      "--- a/f\n+++ b/f\n@@ -4,4 +4,4 @@\n   name: x # why\n stringData:\n   a: ***\n-  password: ***\n+  password: *** (changed)\n",
    );
  });

  const HOSTILE = [
    { name: "block scalar", text: "data:\n  k: |\n    hunter2\n    hunter3\n" },
    { name: "lists and maps", text: "stringData:\n  k:\n    - hunter2\n    - n: hunter3\n" },
    { name: "no map at all", text: "data: hunter2\n" },
    { name: "deep below other keys", text: "spec:\n  template:\n    data:\n      k: hunter2\n" },
    { name: "anchor and alias inside", text: "data:\n  a: &x hunter2\n  b: *x\n" },
    { name: "anchor inside, alias outside", text: "data:\n  a: &x hunter2\nb: *x\n" },
    { name: "comment after the value", text: "data:\n  a: b # hunter2\n# end\n" },
    { name: "comment below the last value", text: "data:\n  a: b\n  # hunter2\n" },
    { name: "comment beside the key", text: "data: # hunter2\n  a: b\n" },
    { name: "a tag", text: "data:\n  a: !hunter2 b\n" },
    { name: "not YAML", text: "data:\n  a: 'hunter2\n" },
    { name: "several documents", text: "a: 1\n---\ndata:\n  a: hunter2\n" },
  ];
  it.each(HOSTILE)("never shows a value: $name", ({ text }) => {
    expect(mask(text)).not.toMatch(/hunter/);
    expect(Object.values(maskPair(text, text)).join()).not.toMatch(/hunter/);
    expect(mask(text)).toContain("***");
  });
});

function longestCommon(a: readonly string[], b: readonly string[]): number {
  const table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (const [i, x] of a.entries())
    for (const [j, y] of b.entries()) {
      const row = table[i + 1];
      if (row)
        row[j + 1] = x === y ? (table[i]?.[j] ?? 0) + 1 : Math.max(table[i]?.[j + 1] ?? 0, row[j] ?? 0);
    }
  return table[a.length]?.[b.length] ?? 0;
}
