import { describe, expect, test } from "vitest";
import { compileRegex } from "../../src/sops/regex.ts";
import { type Rule, readRules, ruleFor } from "../../src/sops/rules.ts";
import { compileSelector, type SelectorKind } from "../../src/sops/selector.ts";

// Throw-away keys.
const A = "age1avj3sv8j8rxe3acjqys95fl5smgt9s4epwqd4vv890xv6t8k29cs7m8rlk";
const B = "age1lvyvwawkr0mcnnnncaghunadrqkmuf9e6507x9y920xxpp866cnql7dp2z";
const SSH = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHsKLqeplhpW+uObz5dvMgjz1OxfM/XXUB+VHtZ6isGN";
const FILE = ".sops.yaml";

async function ruleOf(text: string, path: string): Promise<Rule | undefined> {
  const { value, problems } = await readRules(text, FILE);
  expect(problems).toEqual([]);
  return value && ruleFor(value, path).value;
}

const TEMPLATE = `---
stores:
  yaml:
    indent: 2
creation_rules:
  - path_regex: talos/.*\\.sops\\.ya?ml
    mac_only_encrypted: true
    age: "${A}"
  - path_regex: (bootstrap|kubernetes)/.*\\.sops\\.ya?ml
    encrypted_regex: "^(data|stringData)$"
    mac_only_encrypted: true
    age: ${A}, ${B},
  - age: [${B}]
`;

describe("the first rule that matches counts", () => {
  test.each([
    ["talos/a.sops.yaml", [A], "unencrypted_suffix", true],
    ["kubernetes/apps/ai/x.sops.yaml", [A, B], "encrypted_regex", true],
    ["kubernetes\\apps\\x.sops.yml", [A, B], "encrypted_regex", true],
    ["other/kubernetes/x.sops.yaml", [A, B], "encrypted_regex", true],
    ["cluster.yaml", [B], "unencrypted_suffix", false],
  ])("%s", async (path, recipients, kind, macOnlyEncrypted) => {
    const rule = await ruleOf(TEMPLATE, path);
    expect(rule).toMatchObject({
      recipients,
      selector: { kind },
      macOnlyEncrypted,
      external: false,
      indent: 2,
    });
  });
});

describe("recipients and keys", () => {
  const cases: readonly [string, string, readonly string[], boolean][] = [
    ["a text", `age: ${A}`, [A], false],
    ["a text with commas and spaces", `age: " ${A} ,, ${B} , "`, [A, B], false],
    ["a folded text", `age: >-\n      ${A},\n      ${B}`, [A, B], false],
    ["a list", `age:\n      - ${A}\n      - ${B}`, [A, B], false],
    ["each once", `age: ${A},${A}`, [A], false],
    ["one key group", `key_groups:\n      - age: [${A}, ${B}]`, [A, B], false],
    [
      "a key group before flat keys",
      `age: ${B}\n    key_groups:\n      - age:\n          - ${A}`,
      [A],
      false,
    ],
    ["empty key groups", `age: ${A}\n    key_groups: []`, [A], false],
    ["empty other keys", `age: ${A}\n    pgp: ""\n    kms: []`, [A], false],
    [
      "two key groups",
      `shamir_threshold: 1\n    key_groups:\n      - age: [${A}]\n      - age: [${B}]`,
      [A, B],
      true,
    ],
    ["pgp", "pgp: FBC7B9E2A4F9289AC0C1D4843D16CEE4A27381B4", [], true],
    ["kms beside age", `age: ${A}\n    kms: arn:aws:kms:us-east-1:1:key/1`, [A], true],
    ["azure", "azure_keyvault: https://x.vault.azure.net/keys/k/1", [], true],
    ["gcp", "gcp_kms: projects/p/locations/global/keyRings/r/cryptoKeys/k", [], true],
    ["vault", "hc_vault_transit_uri: https://vault/v1/sops/keys/k", [], true],
    ["hckms", "hckms: [region:key]", [], true],
    ["a group with kms", `key_groups:\n      - age: [${A}]\n        kms:\n          - arn: x`, [A], true],
    [
      "a group that merges",
      `key_groups:\n      - merge:\n          - pgp: [x]\n        age: [${A}]`,
      [A],
      true,
    ],
    ["ssh", `age: ${SSH}`, [SSH], true],
  ];
  test.each(cases)("%s", async (_, fields, recipients, external) => {
    expect(await ruleOf(`creation_rules:\n  - path_regex: x\n    ${fields}\n`, "x")).toMatchObject({
      recipients,
      external,
    });
  });

  test("a selector by comment is for the sops binary", async () => {
    const text = `creation_rules:\n  - encrypted_comment_regex: secret\n    age: ${A}\n`;
    expect(await ruleOf(text, "x")).toMatchObject({ external: true });
  });
});

describe("what is wrong is said at its place", () => {
  const cases: readonly [string, string, string, number, number][] = [
    ["not YAML", "creation_rules:\n  - age: 'x\n", "sops-rules-not-yaml", 3, 1],
    ["a key twice", `creation_rules:\n  - age: ${A}\n    age: ${B}\n`, "sops-rules-not-yaml", 3, 5],
    ["nothing", "", "sops-rules-missing", 1, 1],
    ["no list", "creation_rules: x\n", "sops-rules-missing", 1, 17],
    ["a rule that is text", "creation_rules:\n  - x\n", "sops-rule-not-a-map", 2, 5],
    ["a bad path", `creation_rules:\n  - path_regex: "("\n    age: ${A}\n`, "sops-rule-regex", 2, 17],
    ["lookaround", `creation_rules:\n  - path_regex: (?=x)\n    age: ${A}\n`, "sops-rule-regex", 2, 17],
    [
      "a bad selector",
      `creation_rules:\n  - age: ${A}\n    encrypted_regex: "[a"\n`,
      "sops-rule-regex",
      3,
      22,
    ],
    [
      "two selectors",
      `creation_rules:\n  - age: ${A}\n    encrypted_regex: a\n    encrypted_suffix: b\n`,
      "sops-rule-selectors",
      3,
      22,
    ],
    ["no key", "creation_rules:\n  - path_regex: x\n", "sops-rule-no-key", 2, 5],
    ["an empty key", "creation_rules:\n  - path_regex: x\n    age: ''\n", "sops-rule-no-key", 2, 5],
    ["no recipient", "creation_rules:\n  - age: hello\n", "sops-recipient-invalid", 2, 10],
    [
      "a typing error",
      `creation_rules:\n  - age: ${A},${B.replace("lvy", "lvq")}\n`,
      "sops-recipient-invalid",
      2,
      73,
    ],
    [
      "a list with a number",
      `creation_rules:\n  - age:\n      - ${A}\n      - 7\n`,
      "sops-recipient-invalid",
      4,
      9,
    ],
    [
      "a private key",
      "creation_rules:\n  - age: AGE-SECRET-KEY-1QQQQQQ\n",
      "sops-recipient-private-key",
      2,
      10,
    ],
    [
      "a key group that is text",
      "creation_rules:\n  - key_groups:\n      - x\n",
      "sops-rule-key-group",
      3,
      9,
    ],
    [
      "an indent that is none",
      `stores:\n  yaml:\n    indent: two\ncreation_rules:\n  - age: ${A}\n`,
      "sops-rule-indent",
      3,
      13,
    ],
  ];
  test.each(cases)("%s", async (_, text, code, line, column) => {
    const { value, problems } = await readRules(text, FILE);
    expect(value).toBeUndefined();
    expect(problems).toContainEqual(expect.objectContaining({ code, at: { file: FILE, line, column } }));
    expect(JSON.stringify(problems)).not.toContain("QQQQQQ");
  });

  test("all of it in one run", async () => {
    const text = `creation_rules:\n  - path_regex: "("\n    age: x\n  - encrypted_regex: "("\n`;
    const { problems } = await readRules(text, FILE);
    expect(problems.map(({ code }) => code).sort()).toEqual([
      "sops-recipient-invalid",
      "sops-rule-no-key",
      "sops-rule-regex",
      "sops-rule-regex",
    ]);
  });

  test("a path that no rule matches", async () => {
    const { value } = await readRules(`creation_rules:\n  - path_regex: ^a/\n    age: ${A}\n`, FILE);
    expect(value && ruleFor(value, "b/x")).toMatchObject({
      value: undefined,
      problems: [{ code: "sops-no-rule" }],
    });
  });
});

describe("patterns are RE2", () => {
  test.each([
    ["^(data|stringData)$", "data", true],
    ["^(data|stringData)$", "metadata", false],
    ["(?i)SECRET", "my_secret", true],
    ["(?P<n>a)b", "ab", true],
    ["\\Aab\\z", "ab", true],
    ["a{2}", "aa", true],
    ["[[:alpha:]]+", "x", true],
    ["\\pL", "ü", true],
    [".*\\.sops\\.ya?ml$", "a/b.sops.yml", true],
    ["", "anything", true],
  ])("%s on %s", async (pattern, text, expected) => {
    expect((await compileRegex(pattern))?.(text)).toBe(expected);
  });

  test.each(["(", "a**", "(?=a)", "(?!a)", "(a)\\1", "[a", "(?<n"])("%s is refused", async (pattern) => {
    expect(await compileRegex(pattern)).toBeUndefined();
  });
});

describe("selectors", () => {
  test.each([
    ["encrypted_regex", "^data$", ["data", "x"], true],
    ["encrypted_regex", "^data$", ["x", "data", "y"], true],
    ["encrypted_regex", "^data$", ["x"], false],
    ["unencrypted_regex", "^meta", ["x", "metadata", "y"], false],
    ["unencrypted_regex", "^meta", ["x"], true],
    ["encrypted_suffix", "_secret", ["a_secret", "b"], true],
    ["encrypted_suffix", "_secret", ["a"], false],
    ["unencrypted_suffix", "_plain", ["a_plain", "b"], false],
    ["unencrypted_suffix", "_plain", ["a"], true],
  ] as const)("%s %s on %j", async (kind: SelectorKind, value, path, expected) => {
    expect((await compileSelector({ kind, value }))?.(path)).toBe(expected);
  });
});
