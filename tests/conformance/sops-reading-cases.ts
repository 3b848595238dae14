import assert from "node:assert/strict";
import fc from "fast-check";
import { resolvePlain } from "../../src/sops/scalar.ts";
import type { Bench } from "./sops-bench.ts";
import { type Case, contentOf, recipients, sealedBy } from "./sops-case.ts";
import { CONFIG, CONFIG_RULE, HOSTILE, KUBERNETES, secret } from "./sops-texts.ts";

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
  ["line breaks of Windows", 'a: 1\r\ndata: |\r\n  one\r\n  two\r\nb: "x"\r\n'],
  ["a byte order mark", "\ufeffdata: x\n"],
  ["an indented top", "  data: x\n  b: y\n"],
  ["a start marker", "---\ndata: x\n"],
  ["brackets and braces", "data: {a: b, c: [d, 'e', \"f\"], g: 1}\n"],
  ["comments among values", "# top\ndata: # a\n  # b\n  c: d # e\n  # f\ng: # h\n  - i # j\n"],
  ["lists within lists", "data:\n  - - a\n    - b\n  - c: d\n    e: [f]\n"],
];

const theyOpen = THEY_OPEN.map(([title, text, fields, postQuantum, since]): Case => {
  const check = async (bench: Bench) => {
    const { person, encrypted, kind } = await sealedBy(bench, text, fields ?? KUBERNETES, postQuantum);
    const decrypted = await bench.sopsDecrypt(encrypted, person);
    const ours = await bench.open(encrypted, person);
    assert.deepEqual(contentOf(decrypted), contentOf(ours.plaintext));
    if (kind === "manifest") assert.equal(ours.plaintext, text);
  };
  return { title: `they open ours: ${title}`, check, ...(since ? { since } : {}) };
});

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

/** Plain scalars of the characters that numbers and times are made of; one read otherwise breaks the mac. */
const scalars: Case = {
  title: "they open ours: two thousand plain scalars under a mac over everything",
  // Older releases do not know times.
  since: "3.12.0",
  check: async (bench) => {
    const number = fc.stringMatching(/^[-+]?[0-9._]{1,6}([eE][-+]?[0-9]{1,3})?$/);
    const based = fc.stringMatching(/^[-+]?0[xXbBoO]?[0-9a-fA-F_]{1,8}$/);
    const time = fc.stringMatching(
      /^20[0-9]{2}-[01]?[0-9]-[0-3]?[0-9]([Tt ][0-2]?[0-9]:[0-5][0-9]:[0-6][0-9](\.[0-9]{1,4})?(Z|[-+]0[0-9]:[03]0)?)?$/,
    );
    const any = fc.stringMatching(/^[0-9.][-+0-9._xobeEnaif:TZ]{0,10}$/);
    const texts = fc.sample(fc.oneof(number, based, time, any), { numRuns: 2000, seed: 1 });
    const lines = texts.filter((text) => !/:$/.test(text) && resolvePlain(text).type !== "unsupported");
    const text = `data: x\n${lines.map((line, i) => `k${i}: ${line}\n`).join("")}`;
    const { person, encrypted } = await sealedBy(bench, text, "encrypted_regex: ^data$\n");
    await bench.sopsDecrypt(encrypted, person);
  },
};

/** Each side reads what the other one wrote. */
export const READING_CASES: readonly Case[] = [...theyOpen, ...weOpen, scalars];
