import { describe, expect, it } from "vitest";
import { contentHash } from "../../../src/output/hash.ts";
import { EMPTY_LOCK, type Lock } from "../../../src/output/lock.ts";
import { operations } from "../../../src/output/plan/operations.ts";
import { plan } from "../../../src/output/plan/plan.ts";
import { isClean, type PlanInput } from "../../../src/output/plan/types.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const treeOf = (files: Record<string, string>): PlanInput["tree"] => ({
  files: new Map(Object.entries(files).map(([path, text]) => [path, bytes(text)])),
  folders: new Set(
    Object.keys(files).flatMap((path) => (path.includes("/") ? [path.split("/")[0] ?? ""] : [])),
  ),
});
const locked = (files: Record<string, string>, part: Partial<Lock> = {}): Lock => ({
  ...EMPTY_LOCK,
  files: new Map(Object.entries(files).map(([path, text]) => [path, contentHash(text)])),
  ...part,
});
const NOTHING: PlanInput = {
  wanted: [],
  shared: [],
  tree: treeOf({}),
  lock: EMPTY_LOCK,
  opened: new Map(),
  force: false,
  prune: true,
};
const SECRET = "a/secret.sops.yaml";

interface Case {
  readonly name: string;
  /** What the file is to be; absent: it is wanted no longer. */
  readonly want?: string;
  readonly seed?: boolean;
  readonly disk?: string;
  /** Text that we wrote last; absent: not ours. */
  readonly ours?: string;
  /** Makes it a sealed file; its plaintext, or undefined when nothing opens it. */
  readonly opened?: string | undefined;
  readonly force?: boolean;
  readonly prune?: boolean;
  readonly action?: string;
  readonly problems?: readonly string[];
  /** Whether it is ours afterwards. */
  readonly owned: boolean;
}

const CASES: readonly Case[] = [
  { name: "new", want: "1", action: "create", owned: true },
  { name: "as wanted", want: "1", disk: "1", ours: "1", action: "keep", owned: true },
  {
    name: "as wanted, with CRLF",
    want: "1\n2\n",
    disk: "1\r\n2\r\n",
    ours: "1\n2\n",
    action: "keep",
    owned: true,
  },
  { name: "to be changed", want: "2", disk: "1", ours: "1", action: "update", owned: true },
  {
    name: "to be changed, with CRLF",
    want: "2\n",
    disk: "1\r\n",
    ours: "1\n",
    action: "update",
    owned: true,
  },
  { name: "deleted by hand", want: "1", ours: "1", action: "create", owned: true },
  {
    name: "edited by hand",
    want: "1",
    disk: "x",
    ours: "1",
    action: "kept-edited",
    problems: ["edited-by-hand"],
    owned: true,
  },
  {
    name: "edited by hand, forced",
    want: "1",
    disk: "x",
    ours: "1",
    force: true,
    action: "update",
    owned: true,
  },
  { name: "edited by hand to what we want", want: "2", disk: "2", ours: "1", action: "keep", owned: true },
  { name: "foreign", want: "1", disk: "x", action: "kept-foreign", problems: ["foreign-file"], owned: false },
  { name: "foreign, forced", want: "1", disk: "x", force: true, action: "update", owned: true },
  { name: "foreign and equal", want: "1", disk: "1", action: "keep", owned: true },
  { name: "seed, new", want: "1", seed: true, action: "create", owned: true },
  {
    name: "seed of another",
    want: "1",
    seed: true,
    disk: "x",
    action: "kept-foreign",
    problems: ["seed-kept"],
    owned: false,
  },
  {
    name: "seed of another, forced",
    want: "1",
    seed: true,
    disk: "x",
    force: true,
    action: "kept-foreign",
    problems: ["seed-kept"],
    owned: false,
  },
  { name: "seed of another, equal", want: "1", seed: true, disk: "1", action: "keep", owned: false },
  { name: "no longer wanted", disk: "1", ours: "1", action: "delete", owned: false },
  { name: "no longer wanted, with CRLF", disk: "1\r\n", ours: "1\n", action: "delete", owned: false },
  {
    name: "no longer wanted, without prune",
    disk: "1",
    ours: "1",
    prune: false,
    action: "keep",
    owned: true,
  },
  {
    name: "no longer wanted, edited",
    disk: "x",
    ours: "1",
    action: "kept-edited",
    problems: ["kept-edited"],
    owned: true,
  },
  {
    name: "no longer wanted, edited, forced",
    disk: "x",
    ours: "1",
    force: true,
    action: "delete",
    owned: false,
  },
  { name: "no longer wanted and gone", ours: "1", owned: false },
];

const SEALED: readonly Case[] = [
  { name: "new", want: "a: 1\n", opened: undefined, action: "create", owned: true },
  {
    name: "same plaintext",
    want: "a: 1\n",
    disk: "ENC",
    ours: "ENC",
    opened: "a: 1\n",
    action: "keep",
    owned: true,
  },
  {
    name: "another plaintext",
    want: "a: 2\n",
    disk: "ENC",
    ours: "ENC",
    opened: "a: 1\n",
    action: "update",
    owned: true,
  },
  {
    name: "encrypted again by sops",
    want: "a: 1\n",
    disk: "ENC2",
    ours: "ENC",
    opened: "a: 1\n",
    action: "keep",
    owned: true,
  },
  {
    name: "printed again by sops",
    want: "a:\n  b: '1' # x\n",
    disk: "ENC2",
    ours: "ENC",
    opened: 'a:\n    b: "1"\n',
    action: "keep",
    owned: true,
  },
  {
    name: "edited with sops",
    want: "a: 1\n",
    disk: "ENC2",
    ours: "ENC",
    opened: "a: 3\n",
    action: "kept-edited",
    problems: ["edited-by-hand"],
    owned: true,
  },
  {
    name: "edited with sops, forced",
    want: "a: 1\n",
    disk: "ENC2",
    ours: "ENC",
    opened: "a: 3\n",
    force: true,
    action: "update",
    owned: true,
  },
  {
    name: "nothing opens it",
    want: "a: 1\n",
    disk: "ENC",
    ours: "ENC",
    opened: undefined,
    action: "keep",
    problems: ["values-not-compared"],
    owned: true,
  },
  {
    name: "nothing opens it, and it is not what we wrote",
    want: "a: 1\n",
    disk: "ENC2",
    ours: "ENC",
    opened: undefined,
    action: "kept-edited",
    problems: ["edited-by-hand"],
    owned: true,
  },
  {
    name: "nothing opens it, forced",
    want: "a: 1\n",
    disk: "ENC2",
    ours: "ENC",
    opened: undefined,
    force: true,
    action: "update",
    owned: true,
  },
  {
    name: "foreign, nothing opens it",
    want: "a: 1\n",
    disk: "ENC",
    opened: undefined,
    action: "kept-foreign",
    problems: ["foreign-file"],
    owned: false,
  },
  { name: "foreign and equal", want: "a: 1\n", disk: "ENC", opened: "a: 1\n", action: "keep", owned: true },
  {
    name: "another type of value",
    want: "a: '1'\n",
    disk: "ENC",
    ours: "ENC",
    opened: "a: 1\n",
    action: "update",
    owned: true,
  },
  { name: "no longer wanted", disk: "ENC", ours: "ENC", opened: undefined, action: "delete", owned: false },
];

function inputOf(path: string, test: Case): PlanInput {
  const { want, seed, disk, ours, opened, force = false, prune = true } = test;
  return {
    ...NOTHING,
    wanted: want === undefined ? [] : [{ path, text: want, kind: seed ? "seed" : "owned" }],
    tree: treeOf(disk === undefined ? {} : { [path]: disk }),
    lock: locked(ours === undefined ? {} : { [path]: ours }),
    opened: new Map(opened === undefined ? [] : [[path, opened]]),
    force,
    prune,
  };
}

function check(path: string, test: Case): void {
  const { value, problems } = plan(inputOf(path, test));
  expect(value?.changes.map(({ action }) => action)).toEqual(test.action === undefined ? [] : [test.action]);
  expect(problems.map(({ code }) => code)).toEqual(test.problems ?? []);
  expect(value?.lock.files.has(path) || value?.lock.seeds.has(path)).toBe(test.owned);
}

describe("a file", () => {
  it.each(CASES)("$name", (test) => check("a/file.yaml", test));
});

describe("a sealed file", () => {
  it.each(SEALED)("$name", (test) => {
    check(SECRET, test);
    expect(plan(inputOf(SECRET, test)).value?.changes.every(({ sealed }) => sealed)).toBe(true);
  });
});

describe("plan", () => {
  it("points at the first line that was edited", () => {
    const input = {
      ...inputOf("a", { name: "", want: "1\n2\n3\n", disk: "1\n2\nx\n", ours: "1\n2\n3\n", owned: true }),
    };
    const { value, problems } = plan(input);
    expect(problems[0]).toMatchObject({ severity: "error", at: { file: "a", line: 3, column: 1 } });
    expect(value?.changes[0]).toMatchObject({ before: "1\n2\nx\n", after: "1\n2\n3\n" });
  });

  it.each([
    { name: "unsafe", paths: ["../a"], code: "unsafe-path" },
    { name: "twice", paths: ["a", "a"], code: "path-collision" },
    { name: "the lock file", paths: ["clusterloom.lock.json"], code: "path-collision" },
  ])("refuses paths: $name", ({ paths, code }) => {
    const wanted = paths.map((path) => ({ path, text: "", kind: "owned" as const }));
    const { value, problems } = plan({ ...NOTHING, wanted });
    expect(value).toBeUndefined();
    expect(problems.map((problem) => problem.code)).toEqual([code]);
  });

  it("is clean when nothing would change", () => {
    const same = inputOf("a", { name: "", want: "1", disk: "1", ours: "1", owned: true });
    const adopted = inputOf("a", { name: "", want: "1", disk: "1", owned: true });
    const clean = [NOTHING, same, adopted].map((input) => {
      const { value } = plan(input);
      return value && isClean(value);
    });
    expect(clean).toEqual([true, true, false]);
  });

  it("remembers the folders that it makes, and removes them with their last file", () => {
    const path = "made/deep/file.yaml";
    const made = plan({
      ...NOTHING,
      wanted: [{ path, text: "1", kind: "owned" }],
      tree: treeOf({ "there/x": "" }),
    });
    expect([...(made.value?.lock.folders ?? [])]).toEqual(["made", "made/deep"]);
    const removed = plan({ ...NOTHING, tree: treeOf({ [path]: "1" }), lock: made.value?.lock ?? EMPTY_LOCK });
    expect(removed.value?.emptied).toEqual(["made/deep", "made"]);
    expect(removed.value?.lock.folders.size).toBe(0);
  });

  it("never removes a folder that was there", () => {
    const { value } = plan({
      ...NOTHING,
      wanted: [{ path: "a/b", text: "", kind: "owned" }],
      tree: treeOf({ "a/x": "" }),
    });
    expect(value?.lock.folders.size).toBe(0);
  });
});

describe("operations", () => {
  it("writes ciphertext only, and its hash into the lock file", () => {
    const input = inputOf(SECRET, { name: "", want: "stringData: {a: hunter2}\n", owned: true });
    const { value } = plan(input);
    const result = value ? operations(value, input.tree, new Map([[SECRET, "ENC"]])) : [];
    expect(result.map(({ path, action }) => [path, action])).toEqual([
      [SECRET, "write"],
      ["clusterloom.lock.json", "write"],
    ]);
    expect(JSON.stringify(result)).not.toContain("hunter2");
    expect(JSON.stringify(result)).toContain(contentHash("ENC"));
    expect(JSON.stringify(result)).not.toContain(contentHash("stringData: {a: hunter2}\n"));
  });

  it("fails rather than write a plaintext", () => {
    const input = inputOf(SECRET, { name: "", want: "a: hunter2\n", owned: true });
    const { value } = plan(input);
    expect(() => value && operations(value, input.tree, new Map())).toThrow(/^((?!hunter2).)*$/);
  });

  it("writes a kept file that was sealed for another recipient", () => {
    const input = inputOf(SECRET, {
      name: "",
      want: "a: 1\n",
      disk: "ENC",
      ours: "ENC",
      opened: "a: 1\n",
      owned: true,
    });
    const { value } = plan(input);
    const paths = (sealed: string) =>
      value ? operations(value, input.tree, new Map([[SECRET, sealed]])).map(({ path }) => path) : [];
    expect(paths("ENC2")).toEqual([SECRET, "clusterloom.lock.json"]);
  });

  it("removes the lock file when nothing is ours any more", () => {
    const input: PlanInput = {
      ...NOTHING,
      tree: treeOf({ a: "1", "clusterloom.lock.json": "{}" }),
      lock: locked({ a: "1" }),
    };
    const { value } = plan(input);
    const result = value ? operations(value, input.tree, new Map()) : [];
    expect(result.map(({ path, action }) => [path, action])).toEqual([
      ["a", "delete"],
      ["clusterloom.lock.json", "delete"],
    ]);
  });
});
