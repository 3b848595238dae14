import { describe, expect, it } from "vitest";
import { uncovered, widenedRules } from "../../src/configure/rule-coverage.ts";
import { sopsRules } from "../../src/configure/sops-rules.ts";
import { readRules, ruleFor } from "../../src/sops/rules.ts";
import type { Selector } from "../../src/sops/selector.ts";
import { OWNER } from "../line/identity.ts";

const secrets = ["a_key", "b_key"];

describe("secret settings that a selector leaves in plain text", () => {
  it.each<[kind: Selector["kind"], value: string, left: string[]]>([
    ["encrypted_regex", "^(a_key|b_key)$", []],
    ["encrypted_regex", "^(a_key)$", ["b_key"]],
    ["encrypted_regex", "_key$", []],
    ["encrypted_regex", "^(data|stringData)$", ["a_key", "b_key"]],
    ["unencrypted_suffix", "_unencrypted", []],
    ["unencrypted_regex", "^b", ["b_key"]],
    ["encrypted_suffix", "_key", []],
  ])("%s %s", async (kind, value, left) => {
    expect(await uncovered({ kind, value }, secrets)).toEqual(left);
  });
});

const head = `creation_rules:\n  - path_regex: talos/.*\n    age: ${OWNER.recipient}\n`;
const tail = `    age: ${OWNER.recipient} # mine\n  - age: ${OWNER.recipient}\n`;
const ours = String.raw`  - path_regex: ^cluster\.yaml$`;

/** The rule of cluster.yaml between others, with this pattern. */
const withPattern = (pattern: string, path = ours) => `${head}${path}\n    ${pattern}\n${tail}`;

async function widened(text: string): Promise<string | undefined> {
  const rules = await readRules(text, ".sops.yaml");
  const rule = rules.value && ruleFor(rules.value, "cluster.yaml").value;
  return rule && widenedRules(text, rule, "cluster.yaml", secrets);
}

describe("a rule that init made", () => {
  it.each([
    ["encrypted_regex: ^(a_key)$", "encrypted_regex: ^(a_key|b_key)$"],
    ["encrypted_regex: ^(a_key)$ # ours", "encrypted_regex: ^(a_key|b_key)$ # ours"],
    ["encrypted_regex: ^(z_gone|a_key)$", "encrypted_regex: ^(a_key|b_key|z_gone)$"],
  ])("learns new secrets, and nothing else of the file changes: %s", async (before, after) => {
    expect(await widened(withPattern(before))).toBe(withPattern(after));
  });

  it("learns them in the text that init writes", async () => {
    const before = sopsRules([OWNER.recipient], ["a_key"]);
    expect(await widened(before)).toBe(sopsRules([OWNER.recipient], secrets));
  });
});

describe("a rule of another's making stays as it is", () => {
  it.each([
    ["another pattern", withPattern("encrypted_regex: ^a_")],
    ["a list in quotes", withPattern('encrypted_regex: "^(a_key)$"')],
    ["another selector", withPattern("encrypted_suffix: _key")],
    ["another path", withPattern("encrypted_regex: ^(a_key)$", "  - path_regex: cluster")],
    ["no path", withPattern("encrypted_regex: ^(a_key)$", "  - shamir_threshold: 1")],
  ])("%s", async (_what, text) => {
    expect(await widened(text)).toBeUndefined();
  });
});
