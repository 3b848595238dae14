import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { parse, parseDocument } from "yaml";
import { openSealed } from "../../src/sops/open.ts";
import { FILE, LATER, mustOpen, mustSeal, newReader, type Reader, ruleFor, secret } from "./kit.ts";

const TEXT = secret({ a: '"one"', b: '"two"' });
const STAMP = "2026-03-01T12:00:00Z";

let reader: Reader;
let sealed: string;
let everything: string;
beforeAll(async () => {
  reader = await newReader();
  sealed = (await mustSeal(TEXT, { rule: ruleFor([reader.recipient]) })).text;
  everything = (await mustSeal(TEXT, { rule: ruleFor([reader.recipient], { macOnlyEncrypted: false }) }))
    .text;
});

function encOf(key: string): string {
  return parse(sealed).stringData[key];
}

describe("tampering is found at its place", () => {
  const cases: readonly [string, () => string, readonly (readonly [string, number])[]][] = [
    [
      "swapped values",
      () => sealed.replace(encOf("a"), "@").replace(encOf("b"), encOf("a")).replace("@", encOf("b")),
      [
        ["sops-damaged", 6],
        ["sops-damaged", 7],
      ],
    ],
    ["a renamed key", () => sealed.replace("  a:", "  c:"), [["sops-damaged", 6]]],
    [
      "a value moved to another map",
      () => sealed.replace("stringData:", "data:"),
      [
        ["sops-damaged", 6],
        ["sops-damaged", 7],
      ],
    ],
    ["a value put in plain text", () => sealed.replace(encOf("b"), "two"), [["sops-plaintext", 7]]],
    [
      "a changed byte",
      () => sealed.replace(/data:(.)/, (_, char) => `data:${char === "A" ? "B" : "A"}`),
      [["sops-damaged", 6]],
    ],
    ["a value cut short", () => sealed.replace(encOf("a"), encOf("a").slice(0, 40)), [["sops-damaged", 6]]],
    ["a removed value", () => sealed.replace(/^ {2}b:.*\n/m, ""), [["sops-mac-mismatch", 20]]],
    [
      "a repeated value",
      () => sealed.replace(/^( {2}a:.*\n)/m, "$1  z: ''\n").replace(/^ {2}b: .*/m, "  b: ''"),
      [["sops-mac-mismatch", 22]],
    ],
    ["another time", () => sealed.replace(STAMP, "2026-03-01T12:00:01Z"), [["sops-mac-mismatch", 21]]],
    [
      "a mac of another file",
      () => sealed.replace(/mac: ENC.*/, () => /mac: ENC.*/.exec(everything)?.[0] ?? ""),
      [["sops-mac-mismatch", 21]],
    ],
    [
      "plain text under a mac over everything",
      () => everything.replace("name: x", "name: y"),
      [["sops-mac-mismatch", 21]],
    ],
    [
      "another kind of mac",
      () => sealed.replace("    mac_only_encrypted: true\n", ""),
      [["sops-mac-mismatch", 21]],
    ],
  ];
  test.each(cases)("%s", async (_, tamper, expected) => {
    const text = tamper();
    expect(text).not.toBe(sealed);
    const { value, problems } = await openSealed(text, FILE, reader.open);
    expect(value).toBeUndefined();
    expect(problems.map(({ code, at }) => [code, at?.line])).toEqual(expected);
    expect(JSON.stringify(problems)).not.toMatch(/\bone\b|\btwo\b/);
  });
});

describe("a value that a person added to an encrypted file", () => {
  const withNew = () => sealed.replace("sops:\n", "  new: added\nsops:\n");

  test("is a warning where it is asked for, and gets sealed", async () => {
    const { value: previous, problems } = await openSealed(withNew(), FILE, reader.open, {
      acceptPlaintext: true,
    });
    expect(problems).toMatchObject([{ code: "sops-plaintext", severity: "warning", at: { line: 8 } }]);
    if (!previous) throw new Error("not opened");
    expect(previous.document.getIn(["stringData", "new"])).toBe("added");
    const rule = ruleFor([reader.recipient]);
    const next = await mustSeal(previous.plaintext, { rule, previous, now: LATER });
    expect(next).toMatchObject({ changed: true, changedPaths: ["stringData.new"], dataKey: "kept" });
    expect(parse(next.text).stringData.a).toBe(encOf("a"));
    expect((await mustOpen(next.text, reader)).plaintext).toBe(`${TEXT}  new: added\n`);
  });

  test("does not let other changes through", async () => {
    const text = withNew().replace(/^ {2}b:.*\n/m, "");
    const { problems } = await openSealed(text, FILE, reader.open, { acceptPlaintext: true });
    expect(problems).toMatchObject([{ code: "sops-mac-mismatch" }]);
  });
});

test("plain text beside the values may change where the mac leaves it out", async () => {
  expect((await mustOpen(sealed.replace("name: x", "name: y"), reader)).plaintext).toBe(
    TEXT.replace("x", "y"),
  );
});

describe("a file that cannot be opened says why", () => {
  const cases: readonly [string, (text: string) => string, string, number][] = [
    ["not encrypted", () => TEXT, "sops-not-encrypted", 1],
    ["not YAML", (text) => `${text}  bad\n`, "sops-not-yaml", 24],
    ["several documents", (text) => `${text}---\n${text}`, "sops-several-documents", 24],
    ["metadata that is text", () => "a: b\nsops: x\n", "sops-unknown-format", 2],
    ["no mac", (text) => text.replace(/ {4}mac: .*\n/, ""), "sops-unknown-format", 8],
    ["no time", (text) => text.replace(STAMP, "today"), "sops-unknown-format", 8],
    [
      "two selectors",
      (text) => text.replace("    version", "    encrypted_suffix: x\n    version"),
      "sops-unknown-format",
      8,
    ],
    [
      "an age entry without a key",
      (text) => text.replace(/recipient: /, "recipients: "),
      "sops-unknown-format",
      10,
    ],
    [
      "no age entry",
      (text) => text.replace(/ {4}age:\n[\s\S]*?(?= {4}encrypted_regex)/, "    age: []\n"),
      "sops-external",
      8,
    ],
    [
      "keys of pgp alone",
      (text) => text.replace(/ {4}age:\n[\s\S]*?(?= {4}encrypted_regex)/, "    pgp:\n        - fp: x\n"),
      "sops-external",
      8,
    ],
    [
      "a selector by comment",
      (text) => text.replace("encrypted_regex", "encrypted_comment_regex"),
      "sops-external",
      8,
    ],
    [
      "a damaged copy of the key",
      (text) =>
        text.replace(/-----BEGIN AGE ENCRYPTED FILE-----\n\s+\S{8}/, (m) => m.replace(/\S{8}$/, "AAAAAAAA")),
      "sops-data-key-damaged",
      10,
    ],
  ];
  test.each(cases)("%s", async (_, change, code, line) => {
    const { value, problems } = await openSealed(change(sealed), FILE, reader.open);
    expect(value).toBeUndefined();
    expect(problems).toContainEqual(
      expect.objectContaining({ code, at: expect.objectContaining({ file: FILE, line }) }),
    );
  });

  test.each(["[", "{a: ", "- ", "a:\n "])("nesting without end, of %j, is no crash", async (text) => {
    const { value, problems } = await openSealed(text.repeat(20_000), FILE, reader.open);
    expect(value).toBeUndefined();
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.length).toBeLessThanOrEqual(20);
  });

  test.each([[[]], [["other"]]])("no key that fits, of %j", async (names) => {
    const other = await newReader();
    const { problems } = await openSealed(sealed, FILE, names.length ? other.open : []);
    expect(problems).toMatchObject([{ code: "sops-no-identity", at: { line: 8, column: 1 } }]);
    expect(problems[0]?.hint).toContain(reader.recipient);
  });

  test("all keys are tried", async () => {
    const others = [await newReader(true), await newReader()].flatMap(({ open }) => open);
    expect((await openSealed(sealed, FILE, [...others, ...reader.open])).value?.plaintext).toBe(TEXT);
  });
});

test("the opened document reads like a parse of the plaintext", async () => {
  const { document, plaintext } = await mustOpen(sealed, reader);
  expect(document.toJS()).toEqual(parseDocument(plaintext).toJS());
});

test("no damage to a file is a crash, or changes a value unseen", async () => {
  const damage = fc.record({ at: fc.nat(), cut: fc.nat(4), put: fc.string({ maxLength: 3 }) });
  await fc.assert(
    fc.asyncProperty(damage, async ({ at, cut, put }) => {
      const start = at % sealed.length;
      const text = sealed.slice(0, start) + put + sealed.slice(start + cut);
      const { value, problems } = await openSealed(text, FILE, reader.open);
      if (value) expect(value.document.toJS().stringData).toEqual({ a: "one", b: "two" });
      else expect(problems.length).toBeGreaterThan(0);
    }),
    { numRuns: 200 },
  );
});
