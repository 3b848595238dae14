import { beforeAll, describe, expect, test } from "vitest";
import type { Rule } from "../../src/sops/rules.ts";
import { seal } from "../../src/sops/seal.ts";
import { FILE, mustSeal, NOON, newReader, type Reader, ruleFor, secret } from "./kit.ts";

const TEXT = secret({ password: '"one"', user: '"two"' });

let a: Reader;
beforeAll(async () => {
  a = await newReader();
});

describe("what sops or Flux would choke on is refused at its place", () => {
  const cases: readonly [string, string, string, number, number][] = [
    ["not YAML", "a: 'x\n", "sops-not-yaml", 2, 1],
    ["in a merge conflict", "a: x\n<<<<<<< ours\nb: y\n", "merge-conflict", 2, 1],
    ["a key twice", "a: 1\na: 2\n", "sops-duplicate-key", 2, 1],
    ["nothing", "", "sops-not-a-map", 1, 1],
    ["a list", "- a\n", "sops-not-a-map", 1, 1],
    ["a text", "a\n", "sops-not-a-map", 1, 1],
    ["braces", "{a: b}\n", "sops-flow-map", 1, 1],
    ["two documents", "a: b\n---\nc: d\n", "sops-several-documents", 2, 1],
    ["a document that is over", "a: b\n...\n", "sops-document-end", 2, 1],
    ["a sops key", "a: b\nsops: x\n", "sops-key-taken", 2, 1],
    ["an anchor", "a: &x b\n", "sops-anchor", 1, 7],
    ["an alias", "a: &x b\nc: *x\n", "sops-alias", 2, 4],
    ["a merge key", "a:\n  <<: {b: c}\n", "sops-merge-key", 2, 3],
    ["a numeric key", "a:\n  8080: b\n", "sops-key-not-a-string", 2, 3],
    ["a boolean key", "true: b\n", "sops-key-not-a-string", 1, 1],
    ["a list as a key", "? [a]\n: b\n", "sops-key-not-a-string", 1, 3],
    ["a tag", "a: !!binary aGk=\n", "sops-tag", 1, 13],
    ["a tag of one's own", "a: !x b\n", "sops-tag", 1, 7],
    ["a large integer", "a: 9223372036854775808\n", "sops-integer-too-large", 1, 4],
    ["a number under data", "data:\n  a: 1\n", "sops-not-a-string", 2, 6],
    ["a date under stringData", "stringData:\n  a: 2024-01-02\n", "sops-not-a-string", 2, 6],
    ["no value under data", "data:\n  a:\n", "sops-not-a-string", 2, 5],
    ["a comment among values", "data:\n  # x\n  a: b\n", "sops-comment", 2, 3],
    ["a comment after the last value", "data:\n  a: b\n  # x\nc: d\n", "sops-comment", 3, 3],
    ["a comment among items", "data:\n  a:\n    # x\n    - b\n", "sops-comment", 3, 5],
    ["a comment behind a value", "data:\n  a: b # x\n", "sops-comment", 2, 8],
    ["half a character", 'data:\n  a: "\\ud800"\n', "sops-not-unicode", 2, 6],
    ["a control character in plain text", 'a: "x\u0001y"\n', "sops-raw-character", 1, 6],
    ["a line separator in a comment", "a: b # x\u2028c: d\n", "sops-raw-character", 1, 9],
  ];
  test.each(cases)("%s", async (_, text, code, line, column) => {
    const { value, problems } = await seal(text, FILE, ruleFor([a.recipient]), undefined, NOON);
    expect(value).toBeUndefined();
    expect(problems).toContainEqual(expect.objectContaining({ code, at: { file: FILE, line, column } }));
  });

  test("a comment above or below the encrypted map is none of these", async () => {
    const text = "# top\ndata:\n  a: b\n\n# below\nc: d # x\n";
    expect((await mustSeal(text, { rule: ruleFor([a.recipient]) })).changed).toBe(true);
  });

  const rules: readonly [string, Partial<Rule>, string, string][] = [
    [
      "hides what Flux reads",
      { selector: { kind: "unencrypted_suffix", value: "_plain" } },
      "sops-hides-identity",
      FILE,
    ],
    [
      "leaves a secret in plain text",
      { selector: { kind: "encrypted_regex", value: "^data$" } },
      "sops-leaves-plain",
      FILE,
    ],
    ["is for the sops binary", { external: true }, "sops-rule-external", ".sops.yaml"],
    [
      "looks at comments",
      { selector: { kind: "encrypted_comment_regex", value: "x" } },
      "sops-rule-external",
      ".sops.yaml",
    ],
  ];
  test.each(rules)("a rule that %s", async (_, change, code, file) => {
    const { value, problems } = await seal(TEXT, FILE, ruleFor([a.recipient], change), undefined, NOON);
    expect(value).toBeUndefined();
    expect(problems).toContainEqual(expect.objectContaining({ code, at: expect.objectContaining({ file }) }));
    expect(JSON.stringify(problems)).not.toMatch(/\bone\b|\btwo\b/);
  });

  test("all of it in one run, and never with a value", async () => {
    const text = "data:\n  a: &anchored hunter2\n  b: 77777\nc: *anchored\n8: x\n";
    const { problems } = await seal(text, FILE, ruleFor([a.recipient]), undefined, NOON);
    expect(problems.map(({ code }) => code).sort()).toEqual([
      "sops-alias",
      "sops-anchor",
      "sops-key-not-a-string",
      "sops-not-a-string",
    ]);
    expect(JSON.stringify(problems)).not.toMatch(/hunter2|77777/);
  });
});
