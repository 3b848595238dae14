import { beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { isSealed, readSealed } from "../../src/sops/read-sealed.ts";
import { FILE, mustSeal, newReader, type Reader, ruleFor, secret } from "./kit.ts";

const TEXT = secret({ a: '"one"', b: '"two"' });

let reader: Reader;
let sealed: string;
beforeAll(async () => {
  reader = await newReader();
  sealed = (await mustSeal(TEXT, { rule: ruleFor([reader.recipient]) })).text;
});

function encOf(key: string): string {
  return parse(sealed).stringData[key];
}

describe("the shape without any key", () => {
  test("names recipients, rule and leaves", async () => {
    const { value, problems } = await readSealed(sealed, FILE);
    expect(problems).toEqual([]);
    expect(value).toMatchObject({
      recipients: [reader.recipient],
      selector: { kind: "encrypted_regex", value: "^(data|stringData)$" },
      macOnlyEncrypted: true,
      external: false,
    });
    expect(value?.leaves.map(({ place, encrypted, plain }) => [place, encrypted, plain])).toEqual([
      ["apiVersion", false, "v1"],
      ["kind", false, "Secret"],
      ["metadata.name", false, "x"],
      ["stringData.a", true, undefined],
      ["stringData.b", true, undefined],
    ]);
  });

  test.each([
    ["a value in plain text", () => sealed.replace(encOf("a"), "one"), "sops-plaintext", 6],
    ["a value cut short", () => sealed.replace(encOf("a"), encOf("a").slice(0, 40)), "sops-damaged", 6],
    [
      "an encrypted name",
      () => sealed.replace("name: x", `name: ${encOf("a")}`),
      "sops-wrongly-encrypted",
      4,
    ],
  ] as const)("%s", async (_, change, code, line) => {
    const { problems } = await readSealed(change(), FILE);
    expect(problems).toMatchObject([{ code, at: { line } }]);
    expect(JSON.stringify(problems)).not.toMatch(/\bone\b/);
  });

  test("is there or not", () => {
    expect(
      [sealed, TEXT, "", "a: 'sops: x'\n", "sops: {}\n", "data: |\n  sops: x\n", "'"].map(isSealed),
    ).toEqual([true, false, false, false, true, false, false]);
  });
});
