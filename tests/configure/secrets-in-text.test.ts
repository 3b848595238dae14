import { describe, expect, it } from "vitest";
import { commentedSecrets, secretsIn } from "../../src/configure/secrets-in-text.ts";
import { sealingProblems, unsealedSecrets } from "../../src/configure/unsealed-secrets.ts";
import type { Problem } from "../../src/problem.ts";

const secrets = ["a_key", "b_key"];
const file = "cluster.yaml";
const places = (problems: readonly Problem[]) =>
  problems.map(({ code, at }) => `${at?.line}:${at?.column} ${code}`);

describe("secrets in comments", () => {
  it.each([
    ["# a_key: hunter2\n", ["1:3 secret-in-comment"]],
    ["x: 1\n  #b_key: 'hunter2'\n", ["2:4 secret-in-comment"]],
    ["## a_key: hunter2 # old\r\n", ["1:4 secret-in-comment"]],
    ['# a_key: ""\n', []],
    ["# a_key: ''  \n", []],
    ["# a_key:\n", []],
    ["# a_key: # none yet\n", []],
    ["# other: hunter2\n", []],
    ["a_key: hunter2\n", []],
    ["# put a_key: here\n", []],
  ])("%j", (text, expected) => {
    expect(places(commentedSecrets(text, file, secrets))).toEqual(expected);
  });
});

describe("secrets with a value", () => {
  it.each([
    ["a_key: x\nb_key: y\n", ["a_key", "b_key"]],
    ["a_key:\nb_key: ''\n", []],
    ["a_key: ENC[AES256_GCM,data:x]\n", ["a_key"]],
    ["other: {a_key: x}\nb_key: [y]\n", ["b_key"]],
    ["a_key: [", []],
  ])("%j", (text, expected) => {
    expect(secretsIn(text, secrets)).toEqual(expected);
  });
});

const block = "sops:\n  mac: x\n";

describe("plaintext in an encrypted file", () => {
  it.each([
    [`a_key: hunter2\n${block}`, ["1:8 secret-not-sealed"]],
    [`${block}b_key: |\n  hunter2\n`, ["3:8 secret-not-sealed"]],
    [`a_key: [x, y]\n${block}`, ["1:9 secret-not-sealed", "1:12 secret-not-sealed"]],
    [`a_key: ''\nb_key:\nother: x\n${block}`, []],
    [`a_key: "ENC[AES256_GCM,data:x,iv:x,tag:x,type:str]"\n${block}`, []],
    ["a_key: hunter2\n", []],
    ["a_key: [\nsops:\n", []],
  ])("%j", (text, expected) => {
    expect(places(unsealedSecrets(text, file, secrets).map(({ problem }) => problem))).toEqual(expected);
  });
});

const problem = (code: string, line: number): Problem => ({
  code,
  severity: "warning",
  message: "x",
  at: { file, line, column: 8 },
});
const mac = problem("sops-mac-mismatch", 9);

describe("what a lenient opening found", () => {
  const unsealed = unsealedSecrets(`a_key: hunter2\n${block}`, file, secrets);
  it.each([
    ["a MAC alone", [mac], [], ["9:8 sops-mac-mismatch"]],
    ["a MAC that cannot match yet", [problem("sops-plaintext", 1), mac], unsealed, ["1:8 secret-not-sealed"]],
    [
      "plaintext of a setting that is no secret",
      [problem("sops-plaintext", 3), mac],
      [],
      ["3:8 secret-not-sealed"],
    ],
    ["anything else", [problem("sops-damaged", 3)], [], ["3:8 sops-damaged"]],
  ])("%s", (_what, opening, found, expected) => {
    expect(places(sealingProblems(opening, found))).toEqual(expected);
  });

  it("is an error in every case", () => {
    const all = [...sealingProblems([mac], []), ...sealingProblems([problem("sops-plaintext", 1)], unsealed)];
    expect(all.map(({ severity }) => severity)).toEqual(["error", "error"]);
  });
});
