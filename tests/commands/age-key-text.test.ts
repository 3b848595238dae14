import { describe, expect, it } from "vitest";
import { ageKeysFor } from "../../src/commands/age-key-text.ts";
import type { Io } from "../../src/io.ts";
import { generateIdentity, type KeyPair } from "../../src/sops/identity.ts";
import { inRepository } from "../own-apps/repository.ts";

const [mine, other] = await Promise.all([generateIdentity(), generateIdentity()]);

function ioWith(env: Io["env"]): Io {
  return { env, cwd: "/", home: undefined } as Io;
}

interface Case {
  readonly title: string;
  readonly file?: KeyPair;
  readonly env?: KeyPair;
  readonly recipients: readonly KeyPair[];
  readonly given: readonly KeyPair[];
  readonly codes: readonly string[];
}

const cases: Case[] = [
  { title: "the key of the root", file: mine, recipients: [mine], given: [mine], codes: [] },
  { title: "the key of the environment", env: mine, recipients: [mine], given: [mine], codes: [] },
  {
    title: "no key that opens nothing",
    file: other,
    env: mine,
    recipients: [mine],
    given: [mine],
    codes: [],
  },
  { title: "each key once", file: mine, env: mine, recipients: [mine, other], given: [mine], codes: [] },
  {
    title: "none where none opens anything",
    file: other,
    recipients: [mine],
    given: [],
    codes: ["no-matching-identity"],
  },
  { title: "none where none is", recipients: [mine], given: [], codes: ["no-identity"] },
  {
    title: "what there is, where nothing is encrypted",
    file: mine,
    recipients: [],
    given: [mine],
    codes: [],
  },
];

describe("ageKeysFor", () => {
  it.each(cases)("gives the cluster $title", ({ file, env, recipients, given, codes }) =>
    inRepository(file ? { "age.key": `# a comment\n${file.identity}\n` } : {}, async ({ root }) => {
      const wanted = new Set(recipients.map(({ recipient }) => recipient));
      const io = ioWith(env ? { SOPS_AGE_KEY: env.identity } : {});
      const { value, problems } = await ageKeysFor(wanted, { root }, io);
      const keys = (value ?? "").split("\n").filter((line) => line !== "" && !line.startsWith("#"));
      expect(keys).toEqual(given.map(({ identity }) => identity));
      expect(problems.map(({ code }) => code)).toEqual(codes);
    }),
  );
});
