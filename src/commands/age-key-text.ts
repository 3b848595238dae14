import { resolve } from "node:path";
import type { Io } from "../io.ts";
import type { Outcome, Problem } from "../problem.ts";
import { findKeyTexts } from "../sops/find-identities.ts";
import { publicKey, readIdentities } from "../sops/identity.ts";
import type { Globals } from "./command.ts";
import { readText } from "./identities.ts";

/**
 * The text of an age key file with those private keys of this machine that the repository is encrypted to: a cluster
 * gets no key that it does not need. It stays in memory. Keys are looked for where findIdentities does. Problems:
 * `no-identity`, `no-matching-identity`, and before them why a place that was named gave none.
 */
export async function ageKeysFor(
  recipients: ReadonlySet<string>,
  { root }: Pick<Globals, "root">,
  io: Io,
): Promise<Outcome<string>> {
  const { env, platform, home = "" } = io;
  const readFile = (path: string) => readText(resolve(io.cwd, path));
  const { value: texts = [], problems } = await findKeyTexts({
    ...{ env, platform, home, root, readFile },
    recipients: [...recipients],
  });
  const words = texts.flatMap(({ text }) => keysIn(text));
  if (words.length === 0)
    return fault(problems, "no-identity", "no age key is here, and the cluster needs it to decrypt");
  const pairs = await Promise.all(
    [...new Set(words)].map(async (word) => [word, await publicKey(word)] as const),
  );
  const chosen = pairs.filter(([, recipient]) => recipients.size === 0 || recipients.has(recipient));
  if (chosen.length === 0)
    return fault(
      problems,
      "no-matching-identity",
      "none of the age keys here opens the files of the repository",
    );
  const text = chosen.map(([word, recipient]) => `# public key: ${recipient}\n${word}\n`).join("");
  return { value: text, problems: [] };
}

function keysIn(text: string): string[] {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const words = lines.flatMap((line) => (line.startsWith("#") ? [] : line.trim().split(/\s+/)));
  return words.filter((word) => (readIdentities(word, { name: "age.key" }).value ?? []).length > 0);
}

function fault(found: readonly Problem[], code: string, message: string): Outcome<string> {
  const hint =
    "put age.key into the root, name its file in SOPS_AGE_KEY_FILE, or add it to the keys file of sops";
  return { value: undefined, problems: [...found, { code, severity: "error", message, hint }] };
}
