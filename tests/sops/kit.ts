import { generateIdentity, type Identity, type KeyPair, readIdentities } from "../../src/sops/identity.ts";
import { openSealed } from "../../src/sops/open.ts";
import type { Opened } from "../../src/sops/opened.ts";
import type { Rule } from "../../src/sops/rules.ts";
import { type Sealed, seal } from "../../src/sops/seal.ts";
import type { FileKind } from "../../src/sops/sealable.ts";

export const NOON = new Date("2026-03-01T12:00:00.789Z");
export const LATER = new Date("2026-03-02T08:30:00Z");
export const FILE = "secret.sops.yaml";

/** A key pair with its identity ready to open files. */
export interface Reader extends KeyPair {
  readonly open: readonly Identity[];
}

export async function newReader(postQuantum = false): Promise<Reader> {
  const pair = await generateIdentity({ postQuantum });
  return { ...pair, open: readIdentities(pair.identity, { name: "test" }).value ?? [] };
}

export function ruleFor(recipients: readonly string[], rule: Partial<Rule> = {}): Rule {
  return {
    at: { file: ".sops.yaml", line: 2, column: 5 },
    recipients,
    selector: { kind: "encrypted_regex", value: "^(data|stringData)$" },
    macOnlyEncrypted: true,
    external: false,
    shamirThreshold: undefined,
    indent: undefined,
    ...rule,
  };
}

export interface SealInput {
  readonly rule: Rule;
  readonly previous?: Opened;
  readonly now?: Date;
  readonly kind?: FileKind;
}

/** Seals or fails the test with the problems found. */
export async function mustSeal(plaintext: string, { rule, previous, now, kind }: SealInput): Promise<Sealed> {
  const { value, problems } = await seal(plaintext, FILE, rule, previous, now ?? NOON, kind ?? "manifest");
  if (!value) throw new Error(JSON.stringify(problems));
  return value;
}

/** Opens or fails the test with the problems found. */
export async function mustOpen(text: string, reader: Reader): Promise<Opened> {
  const { value, problems } = await openSealed(text, FILE, reader.open);
  if (!value) throw new Error(JSON.stringify(problems));
  return value;
}

/** A Secret with these values, each printed as YAML by the caller. */
export function secret(values: Readonly<Record<string, string>>): string {
  const lines = Object.entries(values).map(([key, value]) => `  ${key}: ${value}`);
  return ["apiVersion: v1", "kind: Secret", "metadata:", "  name: x", "stringData:", ...lines, ""].join("\n");
}

/** Lines of `b` that are not in `a` at the same place. */
export function changedLines(a: string, b: string): string[] {
  const before = a.split("\n");
  return b.split("\n").filter((line, i) => line !== before[i]);
}
