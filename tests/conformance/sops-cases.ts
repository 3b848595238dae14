import assert from "node:assert/strict";
import { parse } from "yaml";
import { openExternal, sealExternal } from "../../src/sops/external.ts";
import { parseFile } from "../../src/sops/parse.ts";
import { walkTree } from "../../src/sops/tree.ts";
import type { Bench, Person } from "./sops-bench.ts";
import { CONFIG, CONFIG_RULE, HOSTILE, KUBERNETES, secret } from "./sops-texts.ts";

/** One thing that both sides must agree on. */
export interface Case {
  readonly title: string;
  /** The first release that can do it. */
  readonly since?: string;
  readonly check: (bench: Bench) => Promise<void>;
}

/** sops prints the float 1 as the integer 1. */
const NUMBERS: ReadonlyMap<string, string> = new Map([
  ["int", "number"],
  ["float", "number"],
]);

/** Places, types and values as sops resolves them, however they are written. */
function contentOf(text: string): unknown {
  const { value } = parseFile(text, "file.sops.yaml");
  return (
    value &&
    walkTree(value).leaves.map(({ place, value: { type, text } }) => [place, NUMBERS.get(type) ?? type, text])
  );
}

function recipients(people: readonly Person[]): string {
  return `age: ${people.map(({ recipient }) => recipient).join(",")}\n`;
}

/** Seals values by the usual rule, and gives everything that a case needs to go on. */
async function sealed(bench: Bench, text: string, fields = KUBERNETES, postQuantum = false) {
  const person = await bench.person(postQuantum);
  const rule = await bench.rule(fields + recipients([person]));
  const kind = fields === CONFIG_RULE ? "config" : "manifest";
  const { text: encrypted } = await bench.seal(text, rule, undefined, kind);
  return { person, rule, encrypted, kind } as const;
}

async function theyRead(bench: Bench, text: string, person: Person, expected: unknown): Promise<void> {
  assert.deepEqual(JSON.parse(await bench.sopsDecrypt(text, person, true)), expected);
}

const THEY_OPEN: readonly [string, string, string?, boolean?, string?][] = [
  ["one value", secret({ password: "secret" })],
  ["no value", secret({ password: "" })],
  ["hostile values", secret(HOSTILE)],
  ["many values", secret(Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`k${i}`, `v${i}`])))],
  ["a post-quantum recipient", secret({ password: "secret" }), KUBERNETES, true, "3.12.0"],
  ["the default rule", "a: x\nb:\n  - 1\n  - c: true\n    d: 1.50\n    e_unencrypted: 017\n  - [x, y]\n", ""],
  ["a mac over everything", secret({ a: "b" }), "encrypted_regex: ^(data|stringData)$\n"],
  [
    "typed plain values under a mac over everything",
    "data: x\na: 017\nb: 1_000\nc: 1.50\nd: yes\ne: ~\nf: 0b11\ng: 1.\nh: 1e400\ni: .5\nj: 1e22\nk: -0x1f\nl: 18446744073709551616\nm: 1e-7\n",
    "encrypted_regex: ^data$\n",
  ],
  ["an encrypted suffix", "a_secret: x\nb: y\n", "encrypted_suffix: _secret\n"],
  ["an unencrypted suffix", "a: x\nb_plain: y\n", "unencrypted_suffix: _plain\n"],
  ["an unencrypted regex", "a: x\nb: y\n", "unencrypted_regex: ^b$\n"],
  ["a person's file", CONFIG, CONFIG_RULE],
];

const theyOpen = THEY_OPEN.map(([title, text, fields, postQuantum, since]): Case => {
  const check = async (bench: Bench) => {
    const { person, encrypted, kind } = await sealedAs(bench, text, fields ?? KUBERNETES, postQuantum);
    const decrypted = await bench.sopsDecrypt(encrypted, person);
    const ours = await bench.open(encrypted, person);
    assert.deepEqual(contentOf(decrypted), contentOf(ours.plaintext));
    if (kind === "manifest") assert.equal(ours.plaintext, text);
  };
  return { title: `they open ours: ${title}`, check, ...(since ? { since } : {}) };
});

async function sealedAs(bench: Bench, text: string, fields: string, postQuantum = false) {
  const person = await bench.person(postQuantum);
  const rule = await bench.rule(fields + recipients([person]));
  const kind = text.includes("kind: Secret") ? "manifest" : "config";
  const { text: encrypted } = await bench.seal(text, rule, undefined, kind);
  return { person, rule, encrypted, kind } as const;
}

const updates: readonly Case[] = [
  {
    title: "they open ours after an update of one value",
    check: async (bench) => {
      const { person, rule, encrypted } = await sealed(bench, secret({ a: "1", b: "2" }));
      const next = await bench.seal(secret({ a: "1", b: "3" }), rule, await bench.open(encrypted, person));
      assert.deepEqual(next.changedPaths, ["stringData.b"]);
      await theyRead(bench, next.text, person, parse(secret({ a: "1", b: "3" })));
    },
  },
  {
    title: "they open ours after a recipient was added, with either key",
    check: async (bench) => {
      const { person, encrypted } = await sealed(bench, secret({ a: "1" }));
      const other = await bench.person();
      const rule = await bench.rule(KUBERNETES + recipients([person, other]));
      const next = await bench.seal(secret({ a: "1" }), rule, await bench.open(encrypted, person));
      assert.equal(next.dataKey, "rewrapped");
      for (const reader of [person, other])
        await theyRead(bench, next.text, reader, parse(secret({ a: "1" })));
    },
  },
  {
    title: "they open ours after a recipient was removed, but not with the old key",
    check: async (bench) => {
      const [person, other] = [await bench.person(), await bench.person()];
      const both = await bench.rule(KUBERNETES + recipients([person, other]));
      const { text } = await bench.seal(secret({ a: "1" }), both);
      const rule = await bench.rule(KUBERNETES + recipients([person]));
      const next = await bench.seal(secret({ a: "1" }), rule, await bench.open(text, person));
      assert.deepEqual([next.dataKey, next.removedRecipients], ["new", [other.recipient]]);
      await theyRead(bench, next.text, person, parse(secret({ a: "1" })));
      await assert.rejects(bench.sopsDecrypt(next.text, other));
    },
  },
  {
    title: "they refuse ours when a value was moved to another key",
    check: async (bench) => {
      const { person, encrypted } = await sealed(bench, secret({ a: "1", b: "2" }));
      const swapped = encrypted
        .replace('  "a": ', "  x: ")
        .replace('  "b": ', "  a: ")
        .replace("  x: ", "  b: ");
      await assert.rejects(bench.sopsDecrypt(swapped, person));
      await assert.rejects(bench.open(swapped, person));
    },
  },
];

const edits: readonly Case[] = [
  {
    title: "they edit one value of ours, and we keep the rest",
    check: async (bench) => {
      const { person, rule, encrypted } = await sealed(bench, secret({ a: "first", b: "second" }));
      const edited = await bench.sopsEdit(encrypted, person, "second", "third");
      const opened = await bench.open(edited, person);
      assert.equal(parse(opened.plaintext).stringData.b, "third");
      const same = await bench.seal(secret({ a: "first", b: "third" }), rule, opened);
      assert.deepEqual([same.changed, same.text], [false, edited]);
      const next = await bench.seal(secret({ a: "first", b: "fourth" }), rule, opened);
      const lines = edited.split("\n");
      const changed = next.text.split("\n").filter((line, i) => line !== lines[i]);
      assert.deepEqual(
        changed.map((line) => line.trim().split(":")[0]),
        ["b", "lastmodified", "mac"],
      );
      await theyRead(bench, next.text, person, parse(secret({ a: "first", b: "fourth" })));
    },
  },
  {
    title: "they edit a person's file of ours, and its comments and values stay",
    check: async (bench) => {
      const { person, rule, encrypted } = await sealed(bench, CONFIG, CONFIG_RULE);
      const edited = await bench.sopsEdit(encrypted, person, "sk-0123456789", "sk-changed");
      const opened = await bench.open(edited, person);
      assert.deepEqual(opened.document.toJS(), parse(CONFIG.replace("sk-0123456789", "sk-changed")));
      for (const comment of ["# Where it runs.", "# Secrets.", "# why"])
        assert.ok(opened.plaintext.includes(comment), comment);
      const same = await bench.seal(opened.plaintext, rule, opened, "config");
      assert.deepEqual([same.changed, same.text], [false, edited]);
    },
  },
  {
    title: "they turn a comment in a list of ours into an item, which follows its file to a new key",
    check: async (bench) => {
      const { person, encrypted } = await sealed(bench, CONFIG, CONFIG_RULE);
      const opened = await bench.open(await bench.sopsEdit(encrypted, person, "alpha", "omega"), person);
      const other = await bench.person();
      const rule = await bench.rule(CONFIG_RULE + recipients([other]));
      const next = await bench.seal(opened.plaintext, rule, opened, "config");
      const decrypted = await bench.sopsDecrypt(next.text, other);
      assert.ok(decrypted.includes("# the first"));
      assert.deepEqual(parse(decrypted), parse(CONFIG.replace("alpha", "omega")));
    },
  },
  {
    title: "they add a recipient to ours, and we keep it",
    check: async (bench) => {
      const { person, encrypted } = await sealed(bench, secret({ a: "1" }));
      const other = await bench.person();
      const rule = await bench.rule(KUBERNETES + recipients([person, other]));
      const updated = await bench.sopsUpdateKeys(encrypted, person);
      const same = await bench.seal(secret({ a: "1" }), rule, await bench.open(updated, other));
      assert.deepEqual([same.changed, same.text], [false, updated]);
    },
  },
];

const WE_OPEN: readonly [string, string, string, number?][] = [
  ["one value", secret({ password: "secret" }), KUBERNETES],
  ["hostile values", secret(HOSTILE), KUBERNETES],
  ["two columns per level", secret({ password: "secret" }), KUBERNETES, 2],
  ["the default rule", "a: x\nb:\n  - 1\n  - c: true\n    d: 1.50\n    e_unencrypted: 017\n  - [x, y]\n", ""],
  ["a mac over everything", secret({ a: "b" }), "encrypted_regex: ^(data|stringData)$\n"],
  [
    "typed plain values under a mac over everything",
    "data: x\na: 017\nb: 1_000\nc: 1.50\nd: yes\ne: ~\nf: 0b11\ng: 1.\nh: 1e400\ni: .5\nj: 1e22\nk: -0x1f\nl: 18446744073709551616\nm: 1e-7\n",
    "encrypted_regex: ^data$\n",
  ],
  [
    "comments among encrypted values",
    "# top\ndata:\n  # inside\n  a: b # inline\n  c: d\nplain: 1 # end\n",
    "encrypted_regex: ^data$\nmac_only_encrypted: true\n",
  ],
  ["a person's file", CONFIG, CONFIG_RULE.replace("|tokens", "")],
];

const weOpen = WE_OPEN.map(([title, text, fields, indent]): Case => {
  const check = async (bench: Bench) => {
    const person = await bench.person();
    const rule = await bench.rule(fields + recipients([person]), indent);
    const theirs = await bench.sopsEncrypt(text, person);
    const opened = await bench.open(theirs, person);
    assert.deepEqual(contentOf(opened.plaintext), contentOf(await bench.sopsDecrypt(theirs, person)));
    const kind = text.includes("kind: Secret") ? "manifest" : "config";
    const input = kind === "manifest" ? text : opened.plaintext;
    const same = await bench.seal(input, rule, opened, kind);
    assert.deepEqual([same.changed, same.text], [false, theirs]);
  };
  return { title: `we open theirs and keep it: ${title}`, check };
});

const orders: readonly Case[] = [
  {
    title: "we change one value of theirs, and its metadata keeps its order",
    check: async (bench) => {
      const person = await bench.person();
      const rule = await bench.rule(KUBERNETES + recipients([person]));
      const theirs = await bench.sopsEncrypt(secret({ a: "1", b: "2" }), person);
      const next = await bench.seal(secret({ a: "9", b: "2" }), rule, await bench.open(theirs, person));
      const keys = (text: string) => Object.keys(parse(text).sops);
      assert.deepEqual(keys(next.text), keys(theirs));
      await theyRead(bench, next.text, person, parse(secret({ a: "9", b: "2" })));
    },
  },
  {
    title: "we add a recipient to theirs, and they read it",
    check: async (bench) => {
      const [person, other] = [await bench.person(), await bench.person()];
      await bench.rule(KUBERNETES + recipients([person]));
      const theirs = await bench.sopsEncrypt(secret({ a: "1" }), person);
      const rule = await bench.rule(KUBERNETES + recipients([person, other]));
      const next = await bench.seal(secret({ a: "1" }), rule, await bench.open(theirs, person));
      const [before, after] = [parse(theirs).sops, parse(next.text).sops];
      assert.deepEqual({ ...after, age: [after.age[0]] }, before);
      await theyRead(bench, next.text, other, parse(secret({ a: "1" })));
    },
  },
];

const shamir: Case = {
  title: "they encrypt and decrypt for us, by a rule with two key groups",
  since: "3.10.0",
  check: async (bench) => {
    const [person, other] = [await bench.person(), await bench.person()];
    const groups = [person, other].map(({ recipient }) => `  - age: [${recipient}]\n`).join("");
    const rule = await bench.rule(`${KUBERNETES}key_groups:\n${groups}`);
    const binary = bench.binaryFor([person, other]);
    const text = secret({ a: "one", b: "two\n" });
    const first = await sealExternal(text, "file.sops.yaml", rule, undefined, binary);
    const opened = await openExternal(first.value?.text ?? "", "file.sops.yaml", binary);
    assert.deepEqual([first.problems, opened.problems], [[], []]);
    assert.deepEqual(opened.value?.document.toJS(), parse(text));
    const same = await sealExternal(text, "file.sops.yaml", rule, opened.value, binary);
    assert.deepEqual([same.value?.changed, same.value?.text], [false, first.value?.text]);
    const refused = await openExternal(first.value?.text ?? "", "file.sops.yaml", bench.binaryFor([person]));
    assert.deepEqual(
      refused.problems.map(({ code }) => code),
      ["sops-failed"],
    );
  },
};

export const CASES: readonly Case[] = [...theyOpen, ...updates, ...edits, ...weOpen, ...orders, shamir];
