import { describe, expect, it } from "vitest";
import { addEntries, removeEntries } from "../../../src/output/shared/merge.ts";

const FILE = "kubernetes/apps/ai/kustomization.yaml";
const HEAD = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n";
const TWO = ["./litellm/ks.yaml", "./dragonfly/ks.yaml"];

interface Case {
  readonly name: string;
  readonly text: string;
  readonly entries: readonly string[];
  readonly merged: string;
}

const MERGES: readonly Case[] = [
  {
    name: "block list",
    text: `${HEAD}resources:\n  - ./a\n`,
    entries: TWO,
    merged: `${HEAD}resources:\n  - ./a\n  - ./litellm/ks.yaml\n  - ./dragonfly/ks.yaml\n`,
  },
  {
    name: "block list without indentation, another key after it",
    text: "resources:\n- a\ncomponents:\n- c\n",
    entries: ["./x"],
    merged: "resources:\n- a\n- ./x\ncomponents:\n- c\n",
  },
  {
    name: "comments around the last entry",
    text: "# top\nresources: # list\n    # first\n    - ./a # why\n    # - ./off\n\n# end\nnamespace: ai\n",
    entries: ["./x"],
    merged:
      "# top\nresources: # list\n    # first\n    - ./a # why\n    - ./x\n    # - ./off\n\n# end\nnamespace: ai\n",
  },
  {
    name: "double quotes are kept",
    text: 'resources:\n  - "./a"\n',
    entries: ["./x"],
    merged: 'resources:\n  - "./a"\n  - "./x"\n',
  },
  {
    name: "single quotes are kept",
    text: "resources:\n  - './a'\n",
    entries: ["./it's"],
    merged: "resources:\n  - './a'\n  - './it''s'\n",
  },
  {
    name: "no final newline",
    text: "resources:\n  - ./a",
    entries: TWO,
    merged: "resources:\n  - ./a\n  - ./litellm/ks.yaml\n  - ./dragonfly/ks.yaml",
  },
  {
    name: "CRLF",
    text: "resources:\r\n  - ./a\r\n",
    entries: ["./x"],
    merged: "resources:\r\n  - ./a\r\n  - ./x\r\n",
  },
  {
    name: "CRLF, no final newline",
    text: "kind: Kustomization\r\nresources:\r\n  - ./a",
    entries: ["./x"],
    merged: "kind: Kustomization\r\nresources:\r\n  - ./a\r\n  - ./x",
  },
  {
    name: "byte order mark",
    text: "\ufeffresources:\n  - ./a\n",
    entries: ["./x"],
    merged: "\ufeffresources:\n  - ./a\n  - ./x\n",
  },
  {
    name: "byte order mark and no list",
    text: "\ufeffnamespace: ai\n",
    entries: ["./x"],
    merged: "\ufeffresources:\n  - ./x\nnamespace: ai\n",
  },
  {
    name: "flow list",
    text: "resources: [./a, ./b]\n",
    entries: TWO,
    merged: `resources: [./a, ./b, ${TWO.join(", ")}]\n`,
  },
  {
    name: "flow list with spaces",
    text: "resources: [ ./a ] # c\n",
    entries: ["./x"],
    merged: "resources: [ ./a, ./x ] # c\n",
  },
  {
    name: "flow list, trailing comma",
    text: "resources: [./a,]\n",
    entries: ["./x"],
    merged: "resources: [./a, ./x,]\n",
  },
  {
    name: "flow list over lines",
    text: "resources: [\n  './a', # one\n  './b' # two\n]\n",
    entries: ["./x"],
    merged: "resources: [\n  './a', # one\n  './b', './x' # two\n]\n",
  },
  {
    name: "empty flow list",
    text: "resources: []\n",
    entries: TWO,
    merged: `resources: [${TWO.join(", ")}]\n`,
  },
  {
    name: "empty flow list with a space",
    text: "resources: [ ]",
    entries: ["./x"],
    merged: "resources: [./x ]",
  },
  {
    name: "key without value",
    text: `${HEAD}resources: # none yet\n# more\nnamespace: ai\n`,
    entries: ["./x"],
    merged: `${HEAD}resources: # none yet\n  - ./x\n# more\nnamespace: ai\n`,
  },
  {
    name: "key without value at the end",
    text: "resources:",
    entries: ["./x"],
    merged: "resources:\n  - ./x",
  },
  {
    name: "explicit null",
    text: "resources: ~ # none\n",
    entries: ["./x"],
    merged: "resources: [./x] # none\n",
  },
  { name: "the word null", text: "resources: null", entries: ["./x"], merged: "resources: [./x]" },
  {
    name: "missing key",
    text: `---\n${HEAD}# names\nnamespace: ai\npatches:\n  - patch: |+\n      a: 1\n\n`,
    entries: TWO,
    merged: `---\n${HEAD}resources:\n  - ./litellm/ks.yaml\n  - ./dragonfly/ks.yaml\n# names\nnamespace: ai\npatches:\n  - patch: |+\n      a: 1\n\n`,
  },
  {
    name: "missing key, kind last and no final newline",
    text: "kind: Kustomization # k",
    entries: ["./x"],
    merged: "kind: Kustomization # k\nresources:\n  - ./x",
  },
  {
    name: "missing key in an indented map",
    text: "  kind: Kustomization\n  namespace: ai\n",
    entries: ["./x"],
    merged: "  kind: Kustomization\n  resources:\n    - ./x\n  namespace: ai\n",
  },
  {
    name: "missing key before a document end",
    text: "namespace: ai\n...\n",
    entries: ["./x"],
    merged: "resources:\n  - ./x\nnamespace: ai\n...\n",
  },
  {
    name: "JSON",
    text: '{"kind": "Kustomization", "resources": ["a"]}\n',
    entries: ["./x"],
    merged: '{"kind": "Kustomization", "resources": ["a", "./x"]}\n',
  },
  {
    name: "JSON, missing key",
    text: '{\n  "kind": "Kustomization"\n}\n',
    entries: ["./x"],
    merged: '{\n  "kind": "Kustomization", "resources": ["./x"]\n}\n',
  },
  { name: "empty flow map", text: "{ }\n", entries: ["./x"], merged: "{resources: [./x] }\n" },
  {
    name: "flow map with a null",
    text: "{resources: , a: 1}\n",
    entries: ["./x"],
    merged: "{resources: [./x], a: 1}\n",
  },
  {
    name: "a list with an anchor",
    text: "resources: &r\n  - a\nx: *r\n",
    entries: [],
    merged: "resources: &r\n  - a\nx: *r\n",
  },
  {
    name: "dash on its own line",
    text: "resources:\n  -\n    ./a\n  - >-\n    ./b\nz: 1\n",
    entries: ["./x"],
    merged: "resources:\n  -\n    ./a\n  - >-\n    ./b\n  - ./x\nz: 1\n",
  },
  {
    name: "explicit key",
    text: "? resources\n: - a\n",
    entries: ["./x"],
    merged: "? resources\n: - a\n  - ./x\n",
  },
  {
    name: "entry that needs quotes",
    text: "resources: [a]\n",
    entries: ["./a, b"],
    merged: 'resources: [a, "./a, b"]\n',
  },
  {
    name: "entry that looks like a boolean",
    text: "resources:\n- a\n",
    entries: ["yes"],
    merged: 'resources:\n- a\n- "yes"\n',
  },
  {
    name: "Component",
    text: "kind: Component\nresources:\n- a\n",
    entries: ["./x"],
    merged: "kind: Component\nresources:\n- a\n- ./x\n",
  },
];

describe("merging entries into a neighbour's kustomization.yaml", () => {
  it.each(MERGES)("$name", ({ text, entries, merged }) => {
    const outcome = addEntries(text, FILE, entries);
    expect(outcome.problems).toEqual([]);
    expect(outcome.value?.text).toBe(merged);
    const back = removeEntries(merged, FILE, outcome.value?.added ?? [], outcome.value?.before);
    expect(back.value?.text).toBe(text);
  });

  it.each([
    { name: "same text", text: "resources:\n  - ./x\n" },
    { name: "another spelling", text: "resources: [x]\n" },
  ])("an entry that is there already stays the neighbour's: $name", ({ text }) => {
    expect(addEntries(text, FILE, ["./x"]).value).toEqual({ text, added: [] });
  });
});

const REFUSALS = [
  { name: "a null glued to a comma", text: "{resources:, a: 1}\n", code: "shared-unmergeable", line: 1 },
  { name: "unclosed flow list", text: `${HEAD}resources: [a,\n`, code: "shared-not-yaml", line: 4 },
  { name: "duplicate key", text: "resources: []\nresources: []\n", code: "shared-not-yaml", line: 2 },
  { name: "two documents", text: "a: 1\n---\nb: 1\n", code: "shared-not-yaml", line: 2 },
  { name: "a list", text: "- a\n", code: "not-a-kustomization", line: 1 },
  { name: "empty", text: "", code: "not-a-kustomization", line: 1 },
  { name: "only a comment", text: "# nothing\n", code: "not-a-kustomization", line: 1 },
  {
    name: "another kind",
    text: "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Secret\n",
    code: "not-a-kustomization",
    line: 2,
  },
  {
    name: "Flux's Kustomization",
    text: "kind: Kustomization\napiVersion: kustomize.toolkit.fluxcd.io/v1\n",
    code: "not-a-kustomization",
    line: 2,
  },
  { name: "resources is a map", text: `${HEAD}resources:\n  a: 1\n`, code: "resources-not-a-list", line: 4 },
  { name: "resources is text", text: `${HEAD}resources: a\n`, code: "resources-not-a-list", line: 3 },
  {
    name: "resources is an alias",
    text: "x: &x [a]\nresources: *x\n",
    code: "resources-not-a-list",
    line: 2,
  },
  {
    name: "an anchor that others read",
    text: "resources: &r\n  - a\nx: *r\n",
    code: "shared-unmergeable",
    line: 1,
  },
  { name: "an alias bomb", text: bomb(), code: "shared-not-yaml", line: 1 },
] as const;

describe("refusing what cannot be merged", () => {
  it.each(REFUSALS)("$name", ({ text, code, line }) => {
    const { value, problems } = addEntries(text, FILE, ["./x"]);
    expect(value).toBeUndefined();
    expect(problems.map((problem) => [problem.code, problem.at?.line])).toEqual([[code, line]]);
  });
});

const REMOVALS = [
  { name: "the user sorted the list", text: "resources:\n  - ./x\n  - ./a\n", left: "resources:\n  - ./a\n" },
  {
    name: "the user quoted our entry",
    text: 'resources:\n  - ./a\n  - "./x"\n',
    left: "resources:\n  - ./a\n",
  },
  { name: "the user dropped the ./", text: "resources:\n  - ./a\n  - x\n", left: "resources:\n  - ./a\n" },
  {
    name: "the user commented our entry",
    text: "resources:\n  - ./x # ai\n  - ./a\n",
    left: "resources:\n  - ./a\n",
  },
  { name: "the user removed our entry", text: "resources:\n  - ./a\n", left: "resources:\n  - ./a\n" },
  {
    name: "the user added a final newline",
    text: "resources:\n  - ./a\n  - ./x\n",
    left: "resources:\n  - ./a\n",
  },
  { name: "first of a flow list", text: "resources: [./x, ./a]\n", left: "resources: [./a]\n" },
  { name: "only one of a flow list", text: "resources: [ ./x, ]\n", left: "resources: [ ]\n" },
  {
    name: "middle of a flow list over lines",
    text: "resources: [\n  a,\n  ./x,\n  b,\n]\n",
    left: "resources: [\n  a,\n  b,\n]\n",
  },
  { name: "only one of a block list", text: "resources:\n  - ./x\nz: 1\n", left: "resources:\nz: 1\n" },
  {
    name: "key that we made, list in use",
    before: "absent",
    text: "resources:\n  - ./x\n  - a\n",
    left: "resources:\n  - a\n",
  },
  {
    name: "key that we made, now with a comment",
    before: "absent",
    text: "z: 1\nresources: # mine\n  - ./x\n",
    left: "z: 1\nresources: # mine\n",
  },
  {
    name: "key that we made, now in flow style",
    before: "absent",
    text: "z: 1\nresources: [./x]\n",
    left: "z: 1\n",
  },
  { name: "key that the user removed", before: "absent", text: "z: 1\n", left: "z: 1\n" },
];

describe("taking our entries out of a list that changed since", () => {
  it.each(REMOVALS)("$name", ({ text, left, before }) => {
    expect(removeEntries(text, FILE, ["./x"], before).value?.text).toBe(left);
  });

  it("says who is left", () => {
    const text = "resources: [./a, ./x]\nconfigMapGenerator: [{name: c}]\n";
    expect(removeEntries(text, FILE, ["./x"]).value).toMatchObject({ left: ["./a"], generates: true });
  });
});

function bomb(): string {
  const lines = ["a0: &a0 [1,1,1,1,1,1,1,1,1,1]"];
  for (let i = 1; i < 6; i += 1)
    lines.push(
      `a${i}: &a${i} [${Array(10)
        .fill(`*a${i - 1}`)
        .join(",")}]`,
    );
  return `${lines.join("\n")}\n`;
}
