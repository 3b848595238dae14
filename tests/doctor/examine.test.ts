import { describe, expect, it } from "vitest";
import { examine } from "../../src/doctor/examine.ts";
import type { Facts } from "../../src/doctor/facts.ts";
import { readRules } from "../../src/sops/rules.ts";

const mine = "age1ykfp8xd0j0yh9kazy9yqmw2yq6fym0ygc4fhhlhjvmrkwzqh5ypqz6xq5n";

async function wellFacts(): Promise<Facts> {
  return {
    nodeVersion: "22.1.0",
    platform: "linux",
    keys: [{ source: "age.key", recipient: mine }],
    keyProblems: [],
    recipients: [mine],
    modes: new Map([["age.key", 0o600]]),
    rules: undefined,
    sealedPaths: ["kubernetes/apps/a/b/app/secret.sops.yaml"],
    secretSettings: ["shop_key", "shop_token"],
    config: { shown: "cluster.yaml", path: "cluster.yaml", state: "plain" },
    configErrors: 0,
    git: { exposed: [], ignored: new Set(["age.key", "cluster.yaml"]), tracked: new Set(["README.md"]) },
    gitignore: "/age.key\n/cluster.yaml\n",
    lock: { problems: [], owned: 3, edited: [], missing: [] },
    interrupted: false,
    overrides: [],
    platformProblems: [],
  };
}

const manifests = "  - path_regex: kubernetes/.*\\.sops\\.ya?ml$\n    encrypted_regex: ^(data|stringData)$\n";
const settings = "  - path_regex: ^cluster\\.yaml$\n    encrypted_regex: ^(shop_key|shop_token)$\n";

/** A .sops.yaml of these rules; a key that reads as one is not needed to judge paths and selectors. */
function sopsYaml(...rules: string[]): string {
  const keyed = rules.map((rule) => `${rule}    pgp: "0000000000000000000000000000000000000000"\n`);
  return `creation_rules:\n${keyed.join("")}`;
}

const well = sopsYaml(manifests, settings);

async function notWell(change: Partial<Facts>, rules: string | undefined = well): Promise<string[]> {
  const read = rules === undefined ? undefined : await readRules(rules, ".sops.yaml");
  const diagnoses = await examine({ ...(await wellFacts()), rules: read, ...change });
  return diagnoses.filter(({ status }) => status !== "ok").map(({ status, code }) => `${status} ${code}`);
}

const git = { exposed: [], ignored: new Set(["age.key", "cluster.yaml"]), tracked: new Set<string>() };

const cases: [string, Partial<Facts>, string[]][] = [
  ["nothing, when all is well", {}, []],
  ["an old Node", { nodeVersion: "20.18.3" }, ["error node-too-old"]],
  ["no Node that is just new enough", { nodeVersion: "20.19.0" }, []],
  ["that no key is here", { keys: [] }, ["warning no-identity"]],
  ["that the key here opens nothing", { recipients: ["age1other"] }, ["error no-matching-identity"]],
  [
    "a broken key",
    { keyProblems: [{ code: "age-key-invalid", severity: "error", message: "" }] },
    ["error age-key-invalid"],
  ],
  ["a key that others can read", { modes: new Map([["age.key", 0o644]]) }, ["warning open-permissions"]],
  ["no permissions on Windows", { modes: new Map([["age.key", 0o666]]), platform: "win32" }, []],
  [
    "a missing cluster.yaml",
    { config: { shown: "cluster.yaml", path: "cluster.yaml", state: "absent" } },
    ["error config-missing"],
  ],
  ["errors in cluster.yaml", { configErrors: 2 }, ["error config-invalid"]],
  ["a missing git", { git: "missing" }, ["warning git-missing"]],
  ["a folder that is not in Git", { git: "none" }, ["warning not-in-git"]],
  [
    "such a folder without .gitignore",
    { git: "none", gitignore: "" },
    ["warning not-in-git", "error not-ignored", "error not-ignored"],
  ],
  [
    "a key that Git does not ignore",
    { git: { ...git, ignored: new Set(["cluster.yaml"]) } },
    ["error not-ignored"],
  ],
  ["a key that Git tracks", { git: { ...git, tracked: new Set(["age.key"]) } }, ["error secret-in-git"]],
  [
    "a key that Git tracks, only once",
    { git: { ...git, tracked: new Set(["age.key"]), exposed: [{ path: "age.key", what: "a key" }] } },
    ["error secret-in-git"],
  ],
  [
    "a Secret that Git tracks",
    { git: { ...git, exposed: [{ path: "a.yaml", what: "a Secret" }] } },
    ["error secret-in-git"],
  ],
  [
    "no tracked cluster.yaml that is sealed",
    {
      git: { ...git, tracked: new Set(["cluster.yaml"]) },
      config: { shown: "cluster.yaml", path: "cluster.yaml", state: "sealed" },
    },
    [],
  ],
  [
    "a damaged lock file",
    {
      lock: {
        problems: [{ code: "lock-damaged", severity: "error", message: "" }],
        owned: 0,
        edited: [],
        missing: [],
      },
    },
    ["error lock-damaged"],
  ],
  [
    "files that were edited or are gone",
    { lock: { problems: [], owned: 2, edited: ["a"], missing: ["b"] } },
    ["warning edited-by-hand", "warning owned-missing"],
  ],
  ["an interrupted write", { interrupted: true }, ["warning interrupted-write"]],
  [
    "templates of which ours has changed",
    {
      overrides: [
        { path: "a/ks.yaml.j2", state: "changed" },
        { path: "a/b.yaml.j2", state: "unknown" },
      ],
    },
    ["warning template-outdated"],
  ],
];

describe("doctor tells", () => {
  it.each(cases)("%s", async (_name, change, expected) => {
    expect(await notWell(change)).toEqual(expected);
  });

  const ruleCases: [string, string | undefined, string[]][] = [
    ["a missing .sops.yaml", undefined, ["error sops-rules-missing"]],
    ["no rule for manifests", sopsYaml(settings), ["error sops-no-rule"]],
    ["no rule for cluster.yaml", sopsYaml(manifests), ["warning sops-no-rule"]],
    [
      "a rule that encrypts whole manifests",
      sopsYaml("  - path_regex: kubernetes/\n", settings),
      ["error sops-rule-too-wide"],
    ],
    [
      "a rule that leaves data readable",
      sopsYaml("  - path_regex: kubernetes/\n    encrypted_regex: ^data$\n", settings),
      ["error sops-rule-too-narrow"],
    ],
    [
      "a rule that misses a secret setting",
      sopsYaml(manifests, settings.replace("|shop_token", "")),
      ["warning sops-rule-too-narrow"],
    ],
    ["rules that are no YAML", "creation_rules: [", ["error sops-rules-not-yaml"]],
  ];
  it.each(ruleCases)("%s", async (_name, rules, expected) => {
    expect(await notWell({ rules: undefined }, undefined)).toEqual(["error sops-rules-missing"]);
    const read = rules === undefined ? undefined : await readRules(rules, ".sops.yaml");
    expect(await notWell({ rules: read })).toEqual(expected);
  });
});
