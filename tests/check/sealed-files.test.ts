import { expect, test } from "vitest";
import { check } from "../../src/check/check.ts";
import { findings, folder, manifest, type SmallCase } from "./small.ts";

const cases: readonly SmallCase[] = [
  {
    name: "a generator with literals",
    files: { "kustomization.yaml": "secretGenerator:\n  - name: s\n    literals: [a=b]\n" },
    expected: ["clear-secret kustomization.yaml:2:5"],
  },
  {
    name: "a Secret that is encrypted already",
    files: folder({
      "s.sops.yaml": manifest(
        "v1",
        "Secret",
        "s",
        "data: {a: 'ENC[AES256_GCM,data:x]'}\nsops: {version: 3.13.3}\n",
      ),
    }),
    expected: [],
  },
  {
    name: "base64 under data",
    files: folder({ "s.sops.yaml": manifest("v1", "Secret", "s", "data: {a: aGVsbG8=}\n") }),
    expected: [],
  },
];

test.each(cases)("$name", (each) => {
  expect(findings(each)).toEqual(each.expected);
});

test("a kind of control characters does not reach the terminal", () => {
  const files = folder({ "s.sops.yaml": manifest("v1", '"\\u0000"', "s", "data: {a: aGVsbG8=}\n") });
  const texts = new Map(Object.entries(files).map(([path, text]) => [path, { text }]));
  const found = check(texts).filter(({ code }) => code === "sealed-not-a-secret");
  expect(found.map(({ message }) => /\p{Cc}/u.test(message))).toEqual([false]);
});
