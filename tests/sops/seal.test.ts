import { beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { Rule } from "../../src/sops/rules.ts";
import { seal } from "../../src/sops/seal.ts";
import { FILE, LATER, mustOpen, mustSeal, NOON, newReader, type Reader, ruleFor, secret } from "./kit.ts";

let a: Reader;
let b: Reader;
let pq: Reader;
beforeAll(async () => {
  [a, b, pq] = [await newReader(), await newReader(), await newReader(true)];
});

const TEXT = secret({ password: '"one"', user: '"two"' });

async function previousOf(readers: readonly Reader[], text = TEXT, rule: Partial<Rule> = {}) {
  const sealed = await mustSeal(text, {
    rule: ruleFor(
      readers.map(({ recipient }) => recipient),
      rule,
    ),
  });
  return mustOpen(sealed.text, readers[0] ?? a);
}

describe("a new file", () => {
  test("hides the values and nothing else", async () => {
    const { text, ...rest } = await mustSeal(TEXT, { rule: ruleFor([a.recipient]) });
    expect(rest).toEqual({
      changed: true,
      changedPaths: ["stringData.password", "stringData.user"],
      dataKey: "new",
      removedRecipients: [],
    });
    expect(text).not.toMatch(/\bone\b|\btwo\b/);
    expect(text.split("\n").slice(0, 5)).toEqual(TEXT.split("\n").slice(0, 5));
  });

  test("carries the metadata as sops 3.13 writes it", async () => {
    const { text } = await mustSeal(TEXT, { rule: ruleFor([a.recipient, pq.recipient]) });
    const { sops } = parse(text);
    expect(Object.keys(sops)).toEqual([
      "age",
      "encrypted_regex",
      "lastmodified",
      "mac",
      "mac_only_encrypted",
      "version",
    ]);
    expect(sops.age.map(Object.keys)).toEqual([
      ["enc", "recipient"],
      ["enc", "recipient"],
    ]);
    expect(text).toContain('\n    lastmodified: "2026-03-01T12:00:00Z"\n');
  });

  test("takes its indentation from the rule", async () => {
    const { text } = await mustSeal(TEXT, { rule: ruleFor([a.recipient], { indent: 2 }) });
    expect(text).toMatch(/\nsops:\n {2}age:\n {4}- enc: \|\n {8}-----BEGIN/);
  });

  test("opens for each recipient, a post-quantum one as well", async () => {
    const { text } = await mustSeal(TEXT, { rule: ruleFor([a.recipient, pq.recipient]) });
    for (const reader of [a, pq]) expect((await mustOpen(text, reader)).plaintext).toBe(TEXT);
  });
});

describe("what has not changed stays", () => {
  test.each([
    ["the same text", (text: string) => text],
    [
      "other quotes and layout",
      (text: string) => text.replace('"one"', "'one'").replace("name: x", 'name:   "x"'),
    ],
  ])("%s gives the previous bytes", async (_, change) => {
    const previous = await previousOf([a]);
    const sealed = await mustSeal(change(TEXT), { rule: ruleFor([a.recipient]), previous, now: LATER });
    expect(sealed).toEqual({
      text: previous.sealed,
      changed: false,
      changedPaths: [],
      dataKey: "kept",
      removedRecipients: [],
    });
  });

  test("the order of recipients in the rule is no change", async () => {
    const previous = await previousOf([a, b]);
    const sealed = await mustSeal(TEXT, { rule: ruleFor([b.recipient, a.recipient]), previous, now: LATER });
    expect(sealed.changed).toBe(false);
  });

  const changes: readonly [string, string, readonly string[], readonly string[]][] = [
    ["one value", TEXT.replace("one", "three"), ["stringData.password"], ["password", "lastmodified", "mac"]],
    ["a value that gets empty", TEXT.replace('"one"', '""'), [], ["password", "lastmodified", "mac"]],
    ["a plain value", TEXT.replace("name: x", "name: y"), [], ["name"]],
    ["a comment", TEXT.replace("name: x", "name: x # new"), [], ["name"]],
    ["a value that becomes a block", TEXT.replace('"one"', "|\n    one\n"), ["stringData.password"], []],
  ];
  test.each(changes)("%s changes itself only", async (_, text, paths, names) => {
    const previous = await previousOf([a]);
    const sealed = await mustSeal(text, { rule: ruleFor([a.recipient]), previous, now: LATER });
    expect(sealed).toMatchObject({ changed: true, changedPaths: paths, dataKey: "kept" });
    const before = new Set(previous.sealed.split("\n"));
    const found = sealed.text.split("\n").filter((line) => !before.has(line));
    if (names.length) expect(found.map((line) => line.trim().split(":")[0])).toEqual(names);
    expect((await mustOpen(sealed.text, a)).document.toJS()).toEqual(parse(text));
  });

  test("a key that is added or removed leaves the others alone", async () => {
    const previous = await previousOf([a]);
    const more = await mustSeal(secret({ password: '"one"', new: '"x"', user: '"two"' }), {
      rule: ruleFor([a.recipient]),
      previous,
      now: LATER,
    });
    expect(more.changedPaths).toEqual(["stringData.new"]);
    const fewer = await mustSeal(secret({ user: '"two"' }), {
      rule: ruleFor([a.recipient]),
      previous,
      now: LATER,
    });
    expect(fewer.changedPaths).toEqual([]);
    expect(parse(fewer.text).stringData.user).toBe(parse(previous.sealed).stringData.user);
  });

  test("items of a list are told apart by their place, equal ones too", async () => {
    const rule = ruleFor([a.recipient]);
    const list = (items: string) => `data:\n${items.replace(/(.)/g, "  - v$1\n")}`;
    const first = await mustSeal(list("xx"), { rule, kind: "config" });
    const items = parse(first.text).data;
    expect(items[0]).not.toBe(items[1]);
    const previous = await mustOpen(first.text, a);
    const next = await mustSeal(list("xxy"), { rule, previous, now: LATER, kind: "config" });
    expect(next.changedPaths).toEqual(["data[2]"]);
    expect(parse(next.text).data.slice(0, 2)).toEqual(items);
  });

  test("the layout that sops gave a file stays when one value changes", async () => {
    const previous = await previousOf([a]);
    const reformatted = previous.sealed
      .replace(/^ {2}(name|password|user):/gm, "    $1:")
      .replaceAll('"ENC', "ENC")
      .replaceAll(']"', "]");
    const opened = await mustOpen(reformatted, a);
    const rule = ruleFor([a.recipient]);
    expect((await mustSeal(TEXT, { rule, previous: opened, now: LATER })).text).toBe(reformatted);
    const next = await mustSeal(TEXT.replace("one", "three"), { rule, previous: opened, now: LATER });
    const before = reformatted.split("\n");
    const lines = next.text.split("\n").filter((line, i) => line !== before[i]);
    expect(lines.map((line) => line.replace(/:.*/, ""))).toEqual([
      "    password",
      "    lastmodified",
      "    mac",
    ]);
  });

  test("an unchanged file that sops will not see stays, wherever its metadata is", async () => {
    const previous = await previousOf([a]);
    const [body, block] = previous.sealed.split(/(?=^sops:)/m);
    const moved = `${block}${body}`;
    const opened = await mustOpen(moved, a);
    expect(opened.plaintext).toBe(TEXT);
    expect((await mustSeal(TEXT, { rule: ruleFor([a.recipient]), previous: opened })).text).toBe(moved);
  });
});

describe("recipients", () => {
  test("an added one gets a copy of the same key, and all else stays", async () => {
    const previous = await previousOf([a]);
    const sealed = await mustSeal(TEXT, { rule: ruleFor([b.recipient, a.recipient]), previous, now: LATER });
    expect(sealed).toMatchObject({
      changed: true,
      changedPaths: [],
      dataKey: "rewrapped",
      removedRecipients: [],
    });
    const [before, after] = [parse(previous.sealed), parse(sealed.text)];
    expect(after.sops.age[0]).toEqual(before.sops.age[0]);
    expect(after).toEqual({ ...before, sops: { ...before.sops, age: after.sops.age } });
    for (const reader of [a, b]) expect((await mustOpen(sealed.text, reader)).plaintext).toBe(TEXT);
  });

  test("a removed one loses access to everything, also to what did not change", async () => {
    const previous = await previousOf([a, b]);
    const sealed = await mustSeal(TEXT, { rule: ruleFor([a.recipient]), previous, now: LATER });
    expect(sealed).toMatchObject({
      changedPaths: ["stringData.password", "stringData.user"],
      dataKey: "new",
      removedRecipients: [b.recipient],
    });
    const opened = await mustOpen(sealed.text, a);
    expect(opened.dataKey).not.toEqual(previous.dataKey);
    expect(opened.plaintext).toBe(TEXT);
    await expect(mustOpen(sealed.text, b)).rejects.toThrow("sops-no-identity");
  });

  test("one for another is a removal", async () => {
    const previous = await previousOf([a]);
    const sealed = await mustSeal(TEXT, { rule: ruleFor([pq.recipient]), previous, now: LATER });
    expect(sealed).toMatchObject({ dataKey: "new", removedRecipients: [a.recipient] });
    expect((await mustOpen(sealed.text, pq)).plaintext).toBe(TEXT);
  });
});

describe("a changed rule", () => {
  const rules: readonly [string, Partial<Rule>, object][] = [
    ["a mac over everything", { macOnlyEncrypted: false }, { mac_only_encrypted: undefined }],
    [
      "another pattern",
      { selector: { kind: "encrypted_regex", value: "^stringData$" } },
      { encrypted_regex: "^stringData$" },
    ],
    [
      "a suffix",
      { selector: { kind: "encrypted_suffix", value: "Data" } },
      { encrypted_suffix: "Data", encrypted_regex: undefined },
    ],
  ];
  test.each(rules)("%s is followed, and values keep their ciphertext", async (_, change, metadata) => {
    const previous = await previousOf([a]);
    const sealed = await mustSeal(TEXT, { rule: ruleFor([a.recipient], change), previous, now: LATER });
    expect(sealed).toMatchObject({ changed: true, changedPaths: [], dataKey: "kept" });
    const after = parse(sealed.text);
    expect(after.stringData).toEqual(parse(previous.sealed).stringData);
    for (const [key, value] of Object.entries(metadata)) expect(after.sops[key]).toEqual(value);
    expect((await mustOpen(sealed.text, a)).plaintext).toBe(TEXT);
  });
});

describe("what sops or Flux would choke on is refused at its place", () => {
  const cases: readonly [string, string, string, number, number][] = [
    ["not YAML", "a: 'x\n", "sops-not-yaml", 2, 1],
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
