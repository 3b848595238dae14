import { beforeAll, describe, expect, test } from "vitest";
import { splitCommand } from "../../src/sops/command-line.ts";
import { findIdentities, type KeyPlaces, keysFile } from "../../src/sops/find-identities.ts";
import { ageKeyFile, generateIdentity, readIdentities } from "../../src/sops/identity.ts";
import { newReader, type Reader } from "./kit.ts";

let [a, b, pq]: Reader[] = [];
beforeAll(async () => {
  [a, b, pq] = [await newReader(), await newReader(), await newReader(true)];
});

function key(reader: Reader | undefined): string {
  return reader?.identity ?? "";
}

async function recipientsOf(
  identities: readonly { publicKey: () => Promise<string> }[] | undefined,
): Promise<string[]> {
  return Promise.all((identities ?? []).map((identity) => identity.publicKey()));
}

describe("the text of a key file", () => {
  test("holds any number of keys, with comments", async () => {
    const text = `# created: x\r\n${key(a)}\r\n\n  ${key(pq)} ${key(b)}\n`;
    const { value, problems } = readIdentities(text, { name: "age.key", file: "age.key" });
    expect(problems).toEqual([]);
    expect(await recipientsOf(value)).toEqual([a?.recipient, pq?.recipient, b?.recipient]);
  });

  const faults: readonly [string, (valid: string) => string, number, number, string][] = [
    ["a word that is no key", () => "# c\nhello", 2, 1, "age-key-invalid"],
    ["a key with a typing error", (valid) => `\n\n  ${valid.replace(/.$/, "1")}`, 3, 3, "age-key-invalid"],
    ["a key cut short", (valid) => valid.slice(0, 40), 1, 1, "age-key-invalid"],
    [
      "a recipient",
      () => "age1avj3sv8j8rxe3acjqys95fl5smgt9s4epwqd4vv890xv6t8k29cs7m8rlk",
      1,
      1,
      "age-key-invalid",
    ],
    ["the key of a plugin", () => "AGE-PLUGIN-YUBIKEY-1GKZQJYZG9H5T83CPLJ8MG", 1, 1, "age-key-invalid"],
  ];
  test.each(faults)("%s is a problem with a place and without its text", (_, make, line, column, code) => {
    const text = make(key(a));
    const { value, problems } = readIdentities(text, { name: "age.key", file: "age.key" });
    expect(value).toEqual([]);
    expect(problems).toMatchObject([{ code, at: { file: "age.key", line, column } }]);
    expect(JSON.stringify(problems)).not.toContain(text.trim().split("\n").at(-1)?.trim().slice(0, 30));
  });

  test("an identity does not show its key when it is printed", () => {
    const { value } = readIdentities(key(a), { name: "x" });
    expect(JSON.stringify(value) + String(value?.[0]?.unwrap)).not.toContain(key(a));
  });
});

test.each([[false], [true]])("a generated key file reads back (post-quantum: %s)", async (postQuantum) => {
  const pair = await generateIdentity({ postQuantum });
  const text = ageKeyFile(pair, new Date("2026-03-01T12:00:00.5Z"));
  expect(text).toBe(`# created: 2026-03-01T12:00:00Z\n# public key: ${pair.recipient}\n${pair.identity}\n`);
  expect(await recipientsOf(readIdentities(text, { name: "x" }).value)).toEqual([pair.recipient]);
});

describe("the places of a machine", () => {
  function machine(files: Readonly<Record<string, string>>, places: Partial<KeyPlaces> = {}): KeyPlaces {
    const readFile = async (path: string) => files[path];
    return { env: {}, home: "/home/u", platform: "linux", root: "/repo", readFile, ...places };
  }

  test("are all read, in order", async () => {
    const files = { "/k": key(b), "/repo/age.key": key(pq), "/home/u/.config/sops/age/keys.txt": key(b) };
    const env = { SOPS_AGE_KEY: key(a), SOPS_AGE_KEY_FILE: "/k" };
    const { value, problems } = await findIdentities(machine(files, { env }));
    expect(problems).toEqual([]);
    expect(await recipientsOf(value)).toEqual([a?.recipient, b?.recipient, pq?.recipient]);
  });

  test("may be empty", async () => {
    expect(await findIdentities(machine({}))).toEqual({ value: [], problems: [] });
  });

  test("name a file that is not there", async () => {
    const { problems } = await findIdentities(machine({}, { env: { SOPS_AGE_KEY_FILE: "/none" } }));
    expect(problems).toMatchObject([{ code: "age-key-file-missing" }]);
  });

  test("hold text that is no key, which is a problem by place, and the rest still counts", async () => {
    const files = { "/repo/age.key": `# c\nnonsense\n${key(a)}` };
    const { value, problems } = await findIdentities(machine(files));
    expect(problems).toMatchObject([
      { code: "age-key-invalid", at: { file: "/repo/age.key", line: 2, column: 1 } },
    ]);
    expect(await recipientsOf(value)).toEqual([a?.recipient]);
  });

  test("hold a variable that is no key, which has no place to open", async () => {
    const { problems } = await findIdentities(machine({}, { env: { SOPS_AGE_KEY: "nonsense" } }));
    expect(problems).toMatchObject([{ code: "age-key-invalid" }]);
    expect(problems[0]).not.toHaveProperty("at");
    expect(JSON.stringify(problems)).not.toContain("nonsense");
  });

  test("name a command, which is asked once for each recipient", async () => {
    const calls: unknown[] = [];
    const runCommand: KeyPlaces["runCommand"] = async (program, args, env) => {
      calls.push([program, args, env]);
      return env.SOPS_AGE_RECIPIENT === "age1x" ? key(a) : key(b);
    };
    const env = { SOPS_AGE_KEY_CMD: "pass show 'age key'" };
    const recipients = ["age1x", "age1y", "age1x"];
    const { value } = await findIdentities(machine({}, { env, runCommand, recipients }));
    expect(await recipientsOf(value)).toEqual([a?.recipient, b?.recipient]);
    expect(calls).toEqual([
      ["pass", ["show", "age key"], { SOPS_AGE_RECIPIENT: "age1x" }],
      ["pass", ["show", "age key"], { SOPS_AGE_RECIPIENT: "age1y" }],
    ]);
  });

  test("name a command that runs without a shell", async () => {
    const script = "process.stdout.write(process.argv[1])";
    const env = {
      SOPS_AGE_KEY_CMD: `"${process.execPath}" -e "${script}" ${key(a)}`.replaceAll("\\", "\\\\"),
    };
    const { value, problems } = await findIdentities(machine({}, { env }));
    expect(problems).toEqual([]);
    expect(await recipientsOf(value)).toEqual([a?.recipient]);
  });

  test.each([
    ["false-command-that-is-not-there", "age-key-command-failed"],
    ["pass 'open", "age-key-command-invalid"],
    ["   ", "age-key-command-invalid"],
  ])("name the command %j: %s", async (line, code) => {
    const { problems } = await findIdentities(machine({}, { env: { SOPS_AGE_KEY_CMD: line } }));
    expect(problems).toMatchObject([{ code }]);
  });

  test.each([
    ["linux", {}, "/h/.config/sops/age/keys.txt"],
    ["linux", { XDG_CONFIG_HOME: "/x" }, "/x/sops/age/keys.txt"],
    ["darwin", {}, "/h/Library/Application Support/sops/age/keys.txt"],
    ["darwin", { XDG_CONFIG_HOME: "/x" }, "/x/sops/age/keys.txt"],
    [
      "win32",
      { AppData: "C:\\Users\\u\\AppData\\Roaming" },
      "C:\\Users\\u\\AppData\\Roaming\\sops\\age\\keys.txt",
    ],
    ["win32", {}, undefined],
  ] as const)("have a keys file of sops on %s %j", (platform, env, expected) => {
    expect(keysFile({ platform, env, home: "/h" })).toBe(expected);
  });
});

test.each([
  ["pass show key", ["pass", "show", "key"]],
  ["  a   b ", ["a", "b"]],
  ["a 'b c' \"d e\"", ["a", "b c", "d e"]],
  ["a\\ b", ["a b"]],
  ['"a \\"b\\" \\\\ $x"', ['a "b" \\ $x']],
  ["a'b'\"c\"", ["abc"]],
  ["''", [""]],
  ["", []],
  ["'open", undefined],
  ['a "open', undefined],
])("the command line %j splits into %j", (line, words) => {
  expect(splitCommand(line)).toEqual(words);
});
