import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { generateIdentity, type Identity, type KeyPair, readIdentities } from "../../src/sops/identity.ts";
import { openSealed } from "../../src/sops/open.ts";
import type { Opened } from "../../src/sops/opened.ts";
import { type Rule, readRules, ruleFor } from "../../src/sops/rules.ts";
import { type Sealed, seal } from "../../src/sops/seal.ts";
import type { FileKind } from "../../src/sops/sealable.ts";
import type { SopsBinary } from "../../src/sops/sops-binary.ts";

/** Somebody with a key. */
export interface Person extends KeyPair {
  readonly identities: readonly Identity[];
}

/** A folder with a release of sops in it; both sides work by the same `.sops.yaml`. */
export interface Bench {
  readonly person: (postQuantum?: boolean) => Promise<Person>;
  /** Writes `.sops.yaml` with one rule, and gives that rule as we read it. */
  readonly rule: (fields: string, indent?: number) => Promise<Rule>;
  readonly seal: (text: string, rule: Rule, previous?: Opened, kind?: FileKind) => Promise<Sealed>;
  readonly open: (text: string, person: Person) => Promise<Opened>;
  readonly sopsEncrypt: (text: string, person: Person) => Promise<string>;
  readonly sopsDecrypt: (text: string, person: Person, json?: boolean) => Promise<string>;
  /** Runs `sops edit` with an editor that replaces one text by another. */
  readonly sopsEdit: (text: string, person: Person, find: string, replace: string) => Promise<string>;
  /** The release as we run it by ourselves, with the keys of these people. */
  readonly binaryFor: (people: readonly Person[]) => SopsBinary;
  /** Runs `sops updatekeys`. */
  readonly sopsUpdateKeys: (text: string, person: Person) => Promise<string>;
}

const FILE = "file.sops.yaml";
const EDITOR = [
  'const { readFileSync, writeFileSync } = require("node:fs");',
  "const path = process.argv.at(-1);",
  'const [find, replace] = JSON.parse(process.env.EDIT ?? "[]");',
  "writeFileSync(path, readFileSync(path, 'utf8').replace(find, replace));",
  "",
].join("\n");

export async function newBench(folder: string, binary: string): Promise<Bench> {
  const file = join(folder, FILE);
  await writeFile(join(folder, "editor.cjs"), EDITOR);
  const sops = async (
    args: string[],
    text: string,
    { identity }: Person,
    env: Record<string, string> = {},
  ) => {
    await writeFile(file, text);
    const options = { cwd: folder, env: { SOPS_AGE_KEY: identity, ...env }, reject: false } as const;
    const { failed, stdout, stderr } = await execa(binary, args, { ...options, stripFinalNewline: false });
    if (failed) throw new Error(`sops ${args[0]} failed: ${stderr.trim().split("\n").slice(0, 4).join(" ")}`);
    return stdout;
  };
  const inPlace = async (args: string[], text: string, person: Person, env?: Record<string, string>) => {
    await sops([...args, FILE], text, person, env);
    return readFile(file, "utf8");
  };
  return {
    person: newPerson,
    rule: (fields, indent) => writeRule(folder, fields, indent),
    seal: mustSeal,
    open: mustOpen,
    sopsEncrypt: (text, person) => sops(["encrypt", FILE], text, person),
    sopsDecrypt: (text, person, json) =>
      sops(["decrypt", ...(json ? ["--output-type", "json"] : []), FILE], text, person),
    sopsEdit: (text, person, find, replace) =>
      inPlace(["edit"], text, person, { EDITOR: "node editor.cjs", EDIT: JSON.stringify([find, replace]) }),
    binaryFor: (people) => {
      const env = { SOPS_AGE_KEY: people.map(({ identity }) => identity).join("\n") };
      return { root: folder, configFile: join(folder, ".sops.yaml"), env, program: [binary] };
    },
    sopsUpdateKeys: (text, person) => inPlace(["updatekeys", "--yes"], text, person),
  };
}

async function newPerson(postQuantum = false): Promise<Person> {
  const pair = await generateIdentity({ postQuantum });
  return { ...pair, identities: readIdentities(pair.identity, { name: "conformance" }).value ?? [] };
}

async function writeRule(folder: string, fields: string, indent = 4): Promise<Rule> {
  const text = `stores:\n  yaml:\n    indent: ${indent}\ncreation_rules:\n  - path_regex: \\.sops\\.yaml$\n${fields.replace(/^(?=.)/gm, "    ")}\n`;
  await writeFile(join(folder, ".sops.yaml"), text);
  const { value: rules, problems } = await readRules(text, ".sops.yaml");
  const rule = rules && ruleFor(rules, FILE).value;
  if (!rule) throw new Error(JSON.stringify(problems));
  return rule;
}

async function mustSeal(
  text: string,
  rule: Rule,
  previous?: Opened,
  kind: FileKind = "manifest",
): Promise<Sealed> {
  // A change after another one gets a later second, so that its time can be told apart.
  const now = new Date(Date.now() + (previous ? 5000 : 0));
  const { value, problems } = await seal(text, FILE, rule, previous, now, kind);
  if (!value) throw new Error(JSON.stringify(problems));
  return value;
}

async function mustOpen(text: string, { identities }: Person): Promise<Opened> {
  const { value, problems } = await openSealed(text, FILE, identities);
  if (!value) throw new Error(JSON.stringify(problems));
  return value;
}
