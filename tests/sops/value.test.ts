import { describe, expect, test } from "vitest";
import {
  additionalData,
  decryptValue,
  encryptValue,
  newDataKey,
  parseEncrypted,
} from "../../src/sops/value.ts";

// The vector of sops' own aes tests.
const KEY = Buffer.from("f".repeat(32));
const VECTOR =
  "ENC[AES256_GCM,data:oYyi,iv:MyIDYbT718JRr11QtBkcj3Dwm4k1aCGZBVeZf0EyV8o=,tag:t5z2Z023Up0kxwCgw1gNxg==,type:str]";

function open(text: string, key: Buffer, additional: string): string | undefined {
  const parsed = parseEncrypted(text);
  return parsed && decryptValue(parsed, key, additional)?.toString("utf8");
}

describe("the vector of sops", () => {
  const cases: readonly [string, string, Buffer, string, string | undefined][] = [
    ["opens", VECTOR, KEY, "bar:", "foo"],
    ["not without its place", VECTOR, KEY, "", undefined],
    ["not at another place", VECTOR, KEY, "baz:", undefined],
    ["not with another key", VECTOR, Buffer.alloc(32), "bar:", undefined],
    ["not with other data", VECTOR.replace("oYyi", "oYyj"), KEY, "bar:", undefined],
    ["not with another iv", VECTOR.replace("iv:M", "iv:N"), KEY, "bar:", undefined],
    ["not with another tag", VECTOR.replace("tag:t", "tag:u"), KEY, "bar:", undefined],
  ];
  test.each(cases)("%s", (_, text, key, additional, expected) => {
    expect(open(text, key, additional)).toBe(expected);
  });
});

describe("malformed values", () => {
  test.each([
    ["", "empty"],
    ["plain", "plain text"],
    ["ENC[AES256_GCM]", "no parts"],
    [VECTOR.replace("type:str", "type:complex"), "an unknown type"],
    [VECTOR.replace("oYyi", "o*yi"), "not base64"],
    [VECTOR.replace("oYyi", "oYy"), "base64 cut short"],
    [VECTOR.replace("t5z2Z023Up0kxwCgw1gNxg==", "t5z2"), "a short tag"],
    [VECTOR.slice(0, -1), "no closing bracket"],
    [` ${VECTOR}`, "a space in front"],
  ])("%s is refused: %s", (text) => {
    expect(parseEncrypted(text)).toBeUndefined();
  });
});

test("every encryption takes a fresh iv of 32 bytes", () => {
  const key = newDataKey();
  const sealed = [1, 2, 3].map(() => encryptValue({ type: "str", text: "same" }, key, "a:"));
  const ivs = sealed.map((text) => parseEncrypted(text)?.iv);
  expect(ivs.map((iv) => iv?.length)).toEqual([32, 32, 32]);
  expect(new Set(ivs.map((iv) => iv?.toString("hex"))).size).toBe(3);
  expect(sealed.map((text) => open(text, key, "a:"))).toEqual(["same", "same", "same"]);
});

test.each([
  [[], ":"],
  [["a"], "a:"],
  [["a", "b:c"], "a:b:c:"],
])("the place %j is bound as %s", (path, expected) => {
  expect(additionalData(path)).toBe(expected);
});
