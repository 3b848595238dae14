import type { Variables } from "../derive.ts";
import type { RenderedFile } from "../files.ts";

/** A manifest's name holds no less of a fingerprint than this. */
const shortest = 10;

/**
 * Rendered files in which fingerprints of secrets are those that are on disk: where no key opens cluster.yaml they
 * were computed from ciphertext, which says nothing about the values. Sealed files are left alone.
 */
export function withFingerprintsOnDisk<File extends RenderedFile>(
  files: ReadonlyMap<string, File>,
  variables: Variables,
  onDisk: (path: string) => string | undefined,
): Map<string, File> {
  const computed = fingerprints(variables);
  const learned = new Map<string, string>();
  for (const [path, { text }] of files) {
    const before = computed.some((one) => text.includes(one.slice(0, shortest))) ? onDisk(path) : undefined;
    if (before !== undefined) learn(text, before, computed, learned);
  }
  if (learned.size === 0) return new Map(files);
  const replaced = (text: string) =>
    [...learned].reduce((all, [made, there]) => all.replaceAll(made, there), text);
  return new Map([...files].map(([path, file]) => [path, { ...file, text: replaced(file.text) }]));
}

function fingerprints({ members, nodes }: Variables): string[] {
  const derived = members.flatMap(({ app }) => Object.entries(app.derived ?? {}));
  return derived.flatMap(([name, derivation]) => {
    const value = (derivation as { fingerprint?: boolean }).fingerprint && nodes.get(name)?.value;
    return typeof value === "string" ? [value] : [];
  });
}

/** A line that is the same on disk but for the fingerprint tells which one is there. */
function learn(
  text: string,
  before: string,
  computed: readonly string[],
  learned: Map<string, string>,
): void {
  const there = before.split("\n");
  for (const line of text.split("\n")) {
    const made = tokenIn(line, computed);
    if (made === undefined || learned.has(made)) continue;
    const [start = "", end = ""] = line.split(made);
    for (const other of there) {
      const token = other.startsWith(start) ? other.slice(start.length, start.length + made.length) : "";
      const isSame = other === start + token + end && /^[0-9a-f]+$/.test(token);
      if (isSame && token.length === made.length) learned.set(made, token);
    }
  }
}

/** The longest run of a fingerprint's beginning that the line holds. */
function tokenIn(line: string, computed: readonly string[]): string | undefined {
  for (const word of line.match(/[0-9a-f]{10,64}/g) ?? []) {
    if (computed.some((one) => one.startsWith(word))) return word;
  }
  return undefined;
}
