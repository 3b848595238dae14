import type { Outcome } from "../problem.ts";
import { findComments } from "./comments.ts";
import { type Metadata, readMetadata } from "./metadata.ts";
import { removeMetadata } from "./open.ts";
import type { Opened, OpenedLeaf } from "./opened.ts";
import { type Parsed, parseFile } from "./parse.ts";
import type { Rule } from "./rules.ts";
import type { Sealed } from "./seal.ts";
import { sameSelector } from "./selector.ts";
import { runSops, type SopsBinary } from "./sops-binary.ts";
import { styleOf } from "./token.ts";
import { leafId, type Tree, walkTree } from "./tree.ts";
import { looksEncrypted } from "./value.ts";

/**
 * Decrypts a file with the sops binary, which verifies the MAC. The plaintext is printed by sops, so its layout may
 * differ from that of the file, and positions are those of the print; the data key stays unknown.
 * Problems: not encrypted, sops is missing, or sops refuses.
 */
export async function openExternal(text: string, file: string, sops: SopsBinary): Promise<Outcome<Opened>> {
  const sealed = parseFile(text, file);
  if (!sealed.value) return failed(sealed.problems);
  const metadata = readMetadata(sealed.value);
  if (!metadata.value) return failed(metadata.problems);
  removeMetadata(sealed.value);
  const before = walkTree(sealed.value);
  const secrets = before.leaves.map(({ value }) => value.text);
  const printed = await runSops("decrypt", { file, text, secrets }, sops);
  if (printed.value === undefined) return failed(printed.problems);
  const parsed = parseFile(printed.value, file);
  if (!parsed.value) return failed(parsed.problems);
  return { value: openedOf(text, file, parsed.value, metadata.value, before), problems: [] };
}

/**
 * Encrypts a plaintext with the sops binary by the rule that `.sops.yaml` has for the file. sops makes a new data
 * key each time, so a file whose values, comments, rule and age recipients are as before keeps its text.
 * Problems: not YAML, sops is missing, or sops refuses.
 */
export async function sealExternal(
  plaintext: string,
  file: string,
  rule: Rule,
  previous: Opened | undefined,
  sops: SopsBinary,
): Promise<Outcome<Sealed>> {
  const parsed = parseFile(plaintext, file);
  if (!parsed.value) return failed(parsed.problems);
  const tree = walkTree(parsed.value);
  if (tree.problems.length) return failed(tree.problems);
  if (previous && sameRule(rule, previous) && sameContent(plaintext, tree, previous))
    return { value: sealedOf(previous.sealed, []), problems: [] };
  const secrets = tree.leaves.map(({ value }) => value.text);
  const printed = await runSops("encrypt", { file, text: plaintext, secrets }, sops);
  if (printed.value === undefined) return failed(printed.problems);
  const before = previous ? recipientsOf(previous.metadata) : [];
  const removedRecipients = before.filter((recipient) => !rule.recipients.includes(recipient));
  const places = tree.leaves.map(({ place }) => place);
  const value: Sealed = {
    ...sealedOf(printed.value, places),
    changed: true,
    dataKey: "new",
    removedRecipients,
  };
  return { value, problems: [] };
}

function sealedOf(text: string, changedPaths: readonly string[]): Sealed {
  return { text, changed: false, changedPaths, dataKey: "kept", removedRecipients: [] };
}

function openedOf(sealed: string, file: string, parsed: Parsed, metadata: Metadata, before: Tree): Opened {
  const encrypted = new Map(before.leaves.map((leaf) => [leafId(leaf), leaf.value.text]));
  const leaves = walkTree(parsed).leaves.map((leaf): OpenedLeaf => {
    const text = encrypted.get(leafId(leaf)) ?? "";
    const selected = looksEncrypted(text);
    return { ...leaf, style: styleOf(leaf.node.type), selected, encrypted: selected ? text : undefined };
  });
  const { document, locate, text: plaintext } = parsed;
  return { file, sealed, plaintext, document, locate, leaves, metadata, dataKey: undefined, intact: true };
}

function sameRule(rule: Rule, { metadata }: Opened): boolean {
  const same =
    sameSelector(rule.selector, metadata.selector) && rule.macOnlyEncrypted === metadata.macOnlyEncrypted;
  return (
    same && JSON.stringify([...rule.recipients].sort()) === JSON.stringify(recipientsOf(metadata).sort())
  );
}

function recipientsOf({ age, groupRecipients }: Metadata): string[] {
  return [...age.map(({ recipient }) => recipient), ...groupRecipients];
}

/** Comments are compared without their order, since sops moves those that stand behind values. */
function sameContent(plaintext: string, tree: Tree, previous: Opened): boolean {
  const comments = (text: string) =>
    findComments(text)
      .map((comment) => comment.text.trim())
      .sort();
  const before = JSON.stringify([comments(previous.plaintext), previous.leaves.map(contentOf)]);
  return before === JSON.stringify([comments(plaintext), tree.leaves.map(contentOf)]);
}

function contentOf(leaf: Pick<OpenedLeaf, "path" | "place" | "value">): string {
  return JSON.stringify([leafId(leaf), leaf.value.type, leaf.value.text]);
}

function failed(problems: Outcome<never>["problems"]): Outcome<never> {
  return { value: undefined, problems };
}
