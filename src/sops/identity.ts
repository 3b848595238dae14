import type { Outcome, Problem } from "../problem.ts";
import { identityKind, type Unwrapped, unwrapperOf } from "./age.ts";

/** A private key that can open files. The key itself stays inside: it cannot be printed by accident. */
export interface Identity {
  /** Where it was found, for messages: a variable or a path. */
  readonly source: string;
  readonly unwrap: (armored: string) => Promise<Unwrapped>;
  /** The recipient that belongs to it. */
  readonly publicKey: () => Promise<string>;
}

/** Where a text with keys came from; `file` only when a person can open it. */
export interface KeySource {
  readonly name: string;
  readonly file?: string;
}

/** A key pair: what opens and what others encrypt to. */
export interface KeyPair {
  readonly identity: string;
  readonly recipient: string;
}

/**
 * Reads keys from the text of an age key file: any number per line, comments after `#`.
 * Problems: a word that is no age key, by line and column and never with its text.
 * Keys of plugins are passed over with a note, since only the sops binary can use them.
 */
export function readIdentities(text: string, source: KeySource): Outcome<readonly Identity[]> {
  const problems: Problem[] = [];
  const identities = text.split(/\r?\n/).flatMap((line, index) =>
    wordsOf(line).flatMap(({ word, column }) => {
      const kind = identityKind(word);
      if (kind === "native" || kind === "hybrid") return [identityOf(word, source.name)];
      problems.push(faultOf(kind, source, index + 1, column));
      return [];
    }),
  );
  return { value: identities, problems };
}

/** The recipient that belongs to a private key. Throws when it is not one: read it with `readIdentities` first. */
export async function publicKey(identity: string): Promise<string> {
  const { identityToRecipient } = await import("age-encryption");
  return identityToRecipient(identity);
}

/** Makes a key pair; `postQuantum` ones need sops 3.12 or newer wherever the files are read. */
export async function generateIdentity({ postQuantum = false } = {}): Promise<KeyPair> {
  const { generateHybridIdentity, generateX25519Identity } = await import("age-encryption");
  const identity = await (postQuantum ? generateHybridIdentity() : generateX25519Identity());
  return { identity, recipient: await publicKey(identity) };
}

/** The text of an `age.key` file, as `age-keygen` writes it. */
export function ageKeyFile({ identity, recipient }: KeyPair, now: Date): string {
  const created = now.toISOString().replace(/\.\d{3}Z$/, "Z");
  return `# created: ${created}\n# public key: ${recipient}\n${identity}\n`;
}

function identityOf(secret: string, source: string): Identity {
  return { source, unwrap: unwrapperOf(secret), publicKey: () => publicKey(secret) };
}

function wordsOf(line: string): { word: string; column: number }[] {
  const content = line.startsWith("#") ? "" : line.replace(/^\ufeff/, " ");
  return [...content.matchAll(/\S+/g)].map((match) => ({ word: match[0], column: match.index + 1 }));
}

function faultOf(kind: "plugin" | undefined, source: KeySource, line: number, column: number): Problem {
  const at = source.file === undefined ? {} : { at: { file: source.file, line, column } };
  const where = source.file === undefined ? ` in ${source.name}, line ${line}` : "";
  if (kind === "plugin")
    return {
      code: "age-plugin-key",
      severity: "note",
      message: `a plugin key${where}, which only the sops binary can use`,
      ...at,
    };
  return {
    code: "age-key-invalid",
    severity: "error",
    message: `not an age private key${where}`,
    hint: "write a line that starts with `AGE-SECRET-KEY-1`, whole and as `age-keygen` printed it",
    ...at,
  };
}
