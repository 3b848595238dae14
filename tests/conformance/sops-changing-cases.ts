import assert from "node:assert/strict";
import { parse } from "yaml";
import { openExternal, sealExternal } from "../../src/sops/external.ts";
import { type Case, recipients, sealedBy, theyRead } from "./sops-case.ts";
import { CONFIG, CONFIG_RULE, KUBERNETES, secret } from "./sops-texts.ts";

const updates: readonly Case[] = [
  {
    title: "they open ours after an update of one value",
    check: async (bench) => {
      const { person, rule, encrypted } = await sealedBy(bench, secret({ a: "1", b: "2" }));
      const next = await bench.seal(secret({ a: "1", b: "3" }), rule, await bench.open(encrypted, person));
      assert.deepEqual(next.changedPaths, ["stringData.b"]);
      await theyRead(bench, next.text, person, parse(secret({ a: "1", b: "3" })));
    },
  },
  {
    title: "they open ours after a recipient was added, with either key",
    check: async (bench) => {
      const { person, encrypted } = await sealedBy(bench, secret({ a: "1" }));
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
      const { person, encrypted } = await sealedBy(bench, secret({ a: "1", b: "2" }));
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
      const { person, rule, encrypted } = await sealedBy(bench, secret({ a: "first", b: "second" }));
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
      const { person, rule, encrypted } = await sealedBy(bench, CONFIG, CONFIG_RULE);
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
      const { person, encrypted } = await sealedBy(bench, CONFIG, CONFIG_RULE);
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
      const { person, encrypted } = await sealedBy(bench, secret({ a: "1" }));
      const other = await bench.person();
      const rule = await bench.rule(KUBERNETES + recipients([person, other]));
      const updated = await bench.sopsUpdateKeys(encrypted, person);
      const same = await bench.seal(secret({ a: "1" }), rule, await bench.open(updated, other));
      assert.deepEqual([same.changed, same.text], [false, updated]);
    },
  },
];

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

/** Each side changes what the other one wrote, and the rest stays. */
export const CHANGING_CASES: readonly Case[] = [...updates, ...edits, ...orders, shamir];
