import { beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { wrapDataKey } from "../../src/sops/age.ts";
import { macDigest, sealMac } from "../../src/sops/mac.ts";
import { openSealed } from "../../src/sops/open.ts";
import {
  additionalData,
  decryptValue,
  encryptValue,
  newDataKey,
  parseEncrypted,
  type ValueType,
} from "../../src/sops/value.ts";
import { FILE, mustOpen, mustSeal, newReader, type Reader, ruleFor } from "./kit.ts";

const STAMP = "2026-03-01T12:00:00Z";

let reader: Reader;
beforeAll(async () => {
  reader = await newReader();
});

/** A file with one value under `data` and one item of each type, as another writer would leave it. */
async function foreign(
  type: ValueType,
  text: string,
  metadata: (mac: string, enc: string) => string,
  item = false,
) {
  const dataKey = newDataKey();
  const value = encryptValue({ type, text }, dataKey, additionalData(["data"]));
  const hashed = type === "comment" ? [] : [{ value: { type: "str", text } as const, selected: true }];
  const mac = sealMac(macDigest(hashed, true), dataKey, STAMP);
  const enc = (await wrapDataKey(dataKey, reader.recipient)).trimEnd().replaceAll("\n", "\n            ");
  return `data:${item ? `\n    - ${value}\n    - ""` : ` ${value}`}\nsops:\n${metadata(mac, enc)}`;
}

function structOrder(mac: string, enc: string): string {
  const entry = `        - recipient: ${reader.recipient}\n          enc: |\n            ${enc}\n`;
  return `    kms: []\n    hc_vault: []\n    age:\n${entry}    lastmodified: "${STAMP}"\n    mac: ${mac}\n    pgp: []\n    encrypted_regex: ^data$\n    mac_only_encrypted: true\n    version: 3.9.4\n`;
}

function decrypt(value: string, dataKey: Buffer | undefined): string | undefined {
  const encrypted = parseEncrypted(value);
  return encrypted && dataKey && decryptValue(encrypted, dataKey, "data:")?.toString("utf8");
}

describe("files of other writers", () => {
  test.each([
    ["str", "017", "017", '"017"'],
    ["int", "12", 12, "12"],
    ["int", "-9007199254740991", -9007199254740991, "-9007199254740991"],
    ["float", "1.5", 1.5, "1.5"],
    ["float", "1", 1, "1.0"],
    ["float", "+Inf", Number.POSITIVE_INFINITY, ".inf"],
    ["bool", "True", true, "true"],
    ["bool", "False", false, "false"],
    ["time", "2024-01-02T00:00:00Z", "2024-01-02T00:00:00Z", "2024-01-02T00:00:00Z"],
  ] as const)("a value of type %s: %s", async (type, text, value, printed) => {
    const opened = await mustOpen(await foreign(type, text, structOrder), reader);
    expect(opened.document.get("data")).toBe(value);
    expect(opened.plaintext).toBe(`data: ${printed}\n`);
    expect(opened.leaves[0]?.value).toEqual({ type, text });
  });

  test("metadata in the order of old releases keeps that order through a change", async () => {
    const previous = await mustOpen(await foreign("str", "x", structOrder), reader);
    const rule = ruleFor([reader.recipient, (await newReader()).recipient], {
      selector: { kind: "encrypted_regex", value: "^data$" },
    });
    const next = await mustSeal("data: next\n", { rule, previous, kind: "config" });
    expect(Object.keys(parse(next.text).sops)).toEqual(Object.keys(parse(previous.sealed).sops));
    expect(parse(next.text).sops.age.map(Object.keys)).toEqual([
      ["recipient", "enc"],
      ["recipient", "enc"],
    ]);
    expect((await mustOpen(next.text, reader)).plaintext).toBe("data: next\n");
  });

  test("an encrypted comment in a list is no value, and stays encrypted", async () => {
    const text = await foreign("comment", " hidden", structOrder, true);
    const previous = await mustOpen(text, reader);
    expect(previous.document.toJS()).toEqual({ data: [""] });
    expect(previous.plaintext).not.toContain("hidden");
    const rule = ruleFor([reader.recipient], { selector: { kind: "encrypted_regex", value: "^data$" } });
    const same = await mustSeal(previous.plaintext, { rule, previous, kind: "config" });
    expect(same).toMatchObject({ changed: false, text });
    const next = await mustSeal(previous.plaintext.replace('""', "more"), { rule, previous, kind: "config" });
    expect(next.changedPaths).toEqual(["data[1]"]);
    expect((await mustOpen(next.text, reader)).document.toJS()).toEqual({ data: ["more"] });
  });

  test("an encrypted comment follows its file to a new data key", async () => {
    const previous = await mustOpen(await foreign("comment", " hidden", structOrder, true), reader);
    const other = await newReader();
    const rule = ruleFor([other.recipient], { selector: { kind: "encrypted_regex", value: "^data$" } });
    const next = await mustSeal(previous.plaintext, { rule, previous, kind: "config" });
    expect(next).toMatchObject({ dataKey: "new", removedRecipients: [reader.recipient] });
    expect(next.text).not.toContain("hidden");
    const [comment] = parse(next.text).data;
    expect(comment).toMatch(/type:comment\]$/);
    const opened = await mustOpen(next.text, other);
    expect(opened.document.toJS()).toEqual({ data: [""] });
    expect(decrypt(comment, opened.dataKey)).toBe(" hidden");
  });

  test("raw bytes are refused", async () => {
    const { problems } = await openSealed(await foreign("bytes", "x", structOrder), FILE, reader.open);
    expect(problems).toMatchObject([{ code: "sops-bytes", at: { line: 1, column: 7 } }]);
  });
});
