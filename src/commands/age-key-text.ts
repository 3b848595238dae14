import { join, resolve } from "node:path";
import type { Io } from "../io.ts";
import type { Outcome } from "../problem.ts";
import { publicKey, readIdentities } from "../sops/identity.ts";
import type { Globals } from "./command.ts";
import { readText } from "./identities.ts";

/**
 * The text of an age key file with those private keys of this machine that the repository is encrypted to: a cluster
 * gets no key that it does not need. It stays in memory. Problems: `no-identity`, `no-matching-identity`.
 */
export async function ageKeysFor(
  recipients: ReadonlySet<string>,
  { root }: Pick<Globals, "root">,
  io: Io,
): Promise<Outcome<string>> {
  const { SOPS_AGE_KEY, SOPS_AGE_KEY_FILE } = io.env;
  const file = SOPS_AGE_KEY_FILE ? await readText(resolve(io.cwd, SOPS_AGE_KEY_FILE)) : undefined;
  const own = await readText(join(root, "age.key"));
  const words = [SOPS_AGE_KEY, file, own].flatMap((text) => keysIn(text ?? ""));
  if (words.length === 0)
    return fault("no-identity", "no age key is here, and the cluster needs it to decrypt");
  const pairs = await Promise.all(
    [...new Set(words)].map(async (word) => [word, await publicKey(word)] as const),
  );
  const chosen = pairs.filter(([, recipient]) => recipients.size === 0 || recipients.has(recipient));
  if (chosen.length === 0)
    return fault("no-matching-identity", "none of the age keys here opens the files of the repository");
  const text = chosen.map(([word, recipient]) => `# public key: ${recipient}\n${word}\n`).join("");
  return { value: text, problems: [] };
}

function keysIn(text: string): string[] {
  const words = text.split(/\r?\n/).flatMap((line) => (line.startsWith("#") ? [] : line.trim().split(/\s+/)));
  return words.filter((word) => (readIdentities(word, { name: "age.key" }).value ?? []).length > 0);
}

function fault(code: string, message: string): Outcome<string> {
  const hint = "put age.key into the root, or name its file in SOPS_AGE_KEY_FILE";
  return { value: undefined, problems: [{ code, severity: "error", message, hint }] };
}
