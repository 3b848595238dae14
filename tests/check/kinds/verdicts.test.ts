import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { checkKindRules } from "../../../src/check/kind-rules.ts";
import { checkSchemas } from "../../../src/check/schemas.ts";
import { checkSecretValues } from "../../../src/check/sealed-files.ts";
import { readTree } from "../../../src/check/tree.ts";
import { recordedVerdicts, type Verdict } from "./verdicts.ts";

const recorded = recordedVerdicts();
const kinds = [...new Set(recorded.map(({ object }) => object.kind))];

describe.each(kinds)("%s", (kind) => {
  const verdicts = recorded.filter(({ object }) => object.kind === kind);
  const found = codesOf(verdicts);
  test.each(verdicts.map(({ codes, object }, index) => ({ codes, index, body: bodyOf(object) })))(
    "$body",
    ({ codes, index }) => {
      expect(found[index]).toEqual(codes);
    },
  );
});

/** Without what every document has. */
function bodyOf({ apiVersion: _, kind: _kind, ...rest }: Verdict["object"]): string {
  return JSON.stringify(rest).slice(0, 300);
}

/** Each in a file of its own, all judged at once. */
function codesOf(verdicts: readonly Verdict[]): string[][] {
  const path = (index: number, kind: string): string => `${index}${kind === "Secret" ? ".sops" : ""}.yaml`;
  const files = verdicts.map(({ object }, index): [string, { text: string }] => [
    path(index, object.kind),
    { text: stringify(object, { aliasDuplicateObjects: false }) },
  ]);
  const tree = readTree(new Map(files), {});
  const rules = [checkSchemas, checkKindRules, checkSecretValues];
  const problems = [...tree.problems, ...rules.flatMap((rule) => [...rule(tree)])];
  return verdicts.map(({ object }, index) =>
    problems
      .filter(({ severity, at }) => severity === "error" && at?.file === path(index, object.kind))
      .map(({ code }) => code)
      .sort(),
  );
}
