import { beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { Rule } from "../../src/sops/rules.ts";
import { LATER, mustOpen, mustSeal, newReader, type Reader, ruleFor, secret } from "./kit.ts";

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
