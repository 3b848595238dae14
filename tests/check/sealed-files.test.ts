import { expect, test } from "vitest";
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
