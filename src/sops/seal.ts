import type { Outcome } from "../problem.ts";
import { assertSealed } from "./assert-sealed.ts";
import { type BlockValues, printBlock } from "./block.ts";
import { type Draft, layoutOf } from "./draft.ts";
import { sealEdit } from "./edit-leaf.ts";
import { macDigest, sealMac, timestamp } from "./mac.ts";
import { isPending, type Opened, type OpenedLeaf } from "./opened.ts";
import { applyEdits, type Edit, type Span } from "./place.ts";
import { compareRecipients, wrapFor } from "./recipients.ts";
import type { Rule } from "./rules.ts";
import { checkSealable, type FileKind, type Marked } from "./sealable.ts";
import { commentEdits, withoutComments } from "./sealed-comments.ts";
import { sameSelector } from "./selector.ts";
import { leafId } from "./tree.ts";
import { additionalData, encryptValue, newDataKey } from "./value.ts";

/** The release of sops whose format new files follow. */
const FORMAT_VERSION = "3.13.3";
const DEFAULT_INDENT = 4;

/** An encrypted file and what became of it. */
export interface Sealed {
  readonly text: string;
  /** False: the text is the previous one, byte for byte. */
  readonly changed: boolean;
  /** Places of the values that were encrypted afresh. */
  readonly changedPaths: readonly string[];
  /** `rewrapped`: the same key for more recipients. `new`: everything is encrypted afresh. */
  readonly dataKey: "kept" | "rewrapped" | "new";
  /** Who could read the file before and cannot read its future; what they have read is burnt. */
  readonly removedRecipients: readonly string[];
}

/** The body of a file with its values encrypted. */
interface Body {
  readonly text: string;
  readonly changedPaths: readonly string[];
}

/**
 * Encrypts a plaintext by a rule, and changes no more of the previous file than it must: unchanged values keep
 * their ciphertext, a file without any change keeps its bytes, `lastmodified` and `mac`. A new recipient gets a
 * copy of the same data key; when one is removed, a new data key encrypts everything. Problems: see `checkSealable`.
 */
export async function seal(
  plaintext: string,
  file: string,
  rule: Rule,
  previous: Opened | undefined,
  now: Date,
  kind: FileKind = "manifest",
): Promise<Outcome<Sealed>> {
  const { value: checked, problems } = await checkSealable(plaintext, file, rule, kind);
  if (!checked) return { value: undefined, problems };
  const sealable = withoutComments(checked, previous?.dataKey);
  const { added, removed } = compareRecipients(rule.recipients, previous?.metadata);
  const kept = removed.length ? undefined : previous?.dataKey;
  const base = kept && previous ? previous : undefined;
  const layout = layoutOf(sealable, previous, kind);
  const isSame = base !== undefined && !added.length && sameRule(rule, base);
  const isWhole = base?.intact === true && !base.leaves.some(isPending);
  if (isSame && isWhole && layout.same) return { value: unchanged(base), problems: [] };
  const dataKey = kept ?? newDataKey();
  const comments = kept ? [] : commentEdits(checked, previous?.dataKey, dataKey);
  const body = sealBody(layout, base, dataKey, comments);
  if (isSame && isWhole && body.text === bodyOf(base)) return { value: unchanged(base), problems: [] };
  const age = await wrapFor(rule.recipients, dataKey, base?.metadata.age ?? []);
  const stamp = macOf(sealable.leaves, rule, base, dataKey, now);
  const block =
    base && isSame ? editBlock(base, stamp) : newBlock({ ...rule, ...stamp, age }, rule, layout, previous);
  const text = join(body.text, block);
  assertSealed(text, file, sealable);
  return {
    value: {
      text,
      changed: true,
      changedPaths: body.changedPaths,
      dataKey: fate(kept, added),
      removedRecipients: removed,
    },
    problems: [],
  };
}

function fate(kept: Buffer | undefined, added: readonly string[]): Sealed["dataKey"] {
  if (!kept) return "new";
  return added.length ? "rewrapped" : "kept";
}

function unchanged({ sealed }: Opened): Sealed {
  return { text: sealed, changed: false, changedPaths: [], dataKey: "kept", removedRecipients: [] };
}

function sameRule(rule: Rule, { metadata }: Opened): boolean {
  return (
    sameSelector(rule.selector, metadata.selector) && rule.macOnlyEncrypted === metadata.macOnlyEncrypted
  );
}

function sealBody(
  { leaves, parsed }: Draft,
  base: Opened | undefined,
  dataKey: Buffer,
  comments: readonly Edit[],
): Body {
  const before = new Map(base?.leaves.map((leaf) => [leafId(leaf), leaf]));
  const changedPaths: string[] = [];
  const edits = leaves.flatMap((leaf): Edit[] => {
    const { value, selected } = leaf;
    if (!selected || value.text === "" || value.type === "null" || value.type === "unsupported") return [];
    const kept = keptValue(leaf, before.get(leafId(leaf)));
    if (kept) return [sealEdit(parsed, leaf, kept.encrypted, kept.style)];
    changedPaths.push(leaf.place);
    return [sealEdit(parsed, leaf, encryptValue(value, dataKey, additionalData(leaf.path)))];
  });
  return { text: withLineBreak(applyEdits(parsed.text, [...edits, ...comments])), changedPaths };
}

function keptValue({ value }: Marked, before: OpenedLeaf | undefined) {
  if (before?.encrypted === undefined || before.value.type !== value.type || before.value.text !== value.text)
    return undefined;
  return { encrypted: before.encrypted, style: before.style };
}

function newBlock(
  values: Omit<BlockValues, "version">,
  rule: Rule,
  { column }: Draft,
  previous: Opened | undefined,
): string {
  const { layout, version } = previous?.metadata ?? {};
  const indent = layout?.indent ?? rule.indent ?? DEFAULT_INDENT;
  return printBlock({ ...values, version: version || FORMAT_VERSION }, { indent, column, before: layout });
}

interface Stamp {
  readonly mac: string;
  readonly lastModified: string;
}

/** The MAC and its moment; those of before where no value that they protect has changed. */
function macOf(
  leaves: readonly Marked[],
  { macOnlyEncrypted }: Rule,
  base: Opened | undefined,
  dataKey: Buffer,
  now: Date,
): Stamp {
  const digest = macDigest(leaves, macOnlyEncrypted);
  const before =
    base &&
    macDigest(
      base.leaves.filter((leaf) => !isPending(leaf)),
      macOnlyEncrypted,
    );
  if (base?.intact && base.metadata.macOnlyEncrypted === macOnlyEncrypted && before === digest)
    return { mac: base.metadata.mac, lastModified: base.metadata.lastModified };
  const lastModified = timestamp(now);
  return { mac: sealMac(digest, dataKey, lastModified), lastModified };
}

/** The block of before with another MAC: everything else of it stays, however it is written. */
function editBlock({ sealed, metadata: { layout } }: Opened, { mac, lastModified }: Stamp): string {
  const { start, end } = layout.span;
  const shift = (span: Span, text: string): Edit => ({
    start: span.start - start,
    end: span.end - start,
    text,
  });
  const block = sealed.slice(start, end);
  return applyEdits(block, [shift(layout.macSpan, mac), shift(layout.lastModifiedSpan, `"${lastModified}"`)]);
}

function bodyOf({ sealed, metadata: { layout } }: Opened): string {
  return applyEdits(sealed, [{ ...layout.span, text: "" }]);
}

function withLineBreak(text: string): string {
  return text.endsWith("\n") ? text : `${text}\n`;
}

function join(body: string, block: string): string {
  return body + (body.includes("\r\n") ? block.replaceAll(/\r?\n/g, "\r\n") : block);
}
