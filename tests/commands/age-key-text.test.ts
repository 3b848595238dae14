import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ageKeysFor } from "../../src/commands/age-key-text.ts";
import type { Io } from "../../src/io.ts";
import { generateIdentity, type KeyPair } from "../../src/sops/identity.ts";
import { inRepository } from "../own-apps/repository.ts";

const [mine, other] = await Promise.all([generateIdentity(), generateIdentity()]);

function ioWith(env: Io["env"], root: string): Io {
  return { env, cwd: root, home: join(root, "home"), platform: "linux" } as Io;
}

/** A program that prints a key, and only the one that it is asked for. */
const teller = (key: KeyPair) =>
  `if (process.env.SOPS_AGE_RECIPIENT === "${key.recipient}") console.log("${key.identity}")`;

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
      const io = ioWith(env ? { SOPS_AGE_KEY: env.identity } : {}, root);
      const { value, problems } = await ageKeysFor(wanted, { root }, io);
      const keys = (value ?? "").split("\n").filter((line) => line !== "" && !line.startsWith("#"));
      expect(keys).toEqual(given.map(({ identity }) => identity));
      expect(problems.map(({ code }) => code)).toEqual(codes);
    }),
  );
});

interface Place {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  readonly env: Io["env"];
}

const places: Place[] = [
  { title: "SOPS_AGE_KEY", files: {}, env: { SOPS_AGE_KEY: mine.identity } },
  {
    title: "SOPS_AGE_KEY_FILE, where one stands",
    files: { "keys/mine": `\uFEFF${mine.identity}\r\n` },
    env: { SOPS_AGE_KEY_FILE: "keys/mine" },
  },
  {
    title: "SOPS_AGE_KEY_CMD, which is asked for a recipient",
    files: { "tell.cjs": teller(mine) },
    env: { SOPS_AGE_KEY_CMD: `"${process.execPath}" tell.cjs` },
  },
  { title: "age.key", files: { "age.key": mine.identity }, env: {} },
  { title: "the keys file of sops", files: { "home/.config/sops/age/keys.txt": mine.identity }, env: {} },
  {
    title: "the keys file where XDG_CONFIG_HOME says",
    files: { "xdg/sops/age/keys.txt": `${other.identity}\n${mine.identity}\n` },
    env: { XDG_CONFIG_HOME: "xdg" },
  },
  {
    title: "another place than a file that is not there",
    files: { "age.key": mine.identity },
    env: { SOPS_AGE_KEY_FILE: "nowhere" },
  },
];

describe("ageKeysFor finds the key in", () => {
  it.each(places)("$title", ({ files, env }) =>
    inRepository(files, async ({ root }) => {
      const command = env.SOPS_AGE_KEY_CMD?.replace("tell.cjs", join(root, "tell.cjs"));
      const io = ioWith({ ...env, ...(command !== undefined && { SOPS_AGE_KEY_CMD: command }) }, root);
      const { value } = await ageKeysFor(new Set([mine.recipient]), { root }, io);
      expect(value).toBe(`# public key: ${mine.recipient}\n${mine.identity}\n`);
    }),
  );

  it.each([
    ["SOPS_AGE_KEY_FILE", "nowhere", "age-key-file-missing"],
    ["SOPS_AGE_KEY_CMD", `"${process.execPath}" -e "process.exit(1)"`, "age-key-command-failed"],
  ])("none, and says why %s gave none", (name, value, code) =>
    inRepository({}, async ({ root }) => {
      const found = await ageKeysFor(new Set([mine.recipient]), { root }, ioWith({ [name]: value }, root));
      expect(found.problems.map((problem) => problem.code)).toEqual([code, "no-identity"]);
    }),
  );
});
