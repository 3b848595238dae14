import { findComments } from "./comments.ts";
import type { Opened } from "./opened.ts";
import { type Parsed, parseFile } from "./parse.ts";
import { applyEdits, lineStart } from "./place.ts";
import type { FileKind, Marked, Sealable } from "./sealable.ts";
import { styleOf } from "./token.ts";
import { type Leaf, leafId, type Tree, walkTree } from "./tree.ts";

/** The plaintext in the layout in which it is going to be sealed. */
export interface Draft {
  readonly parsed: Parsed;
  readonly leaves: readonly Marked[];
  /** Columns that the top level is indented by. */
  readonly column: number;
  /** True when nothing differs from the previous file that would be worth a change. */
  readonly same: boolean;
}

/**
 * Chooses the layout. A person's file keeps the one it has now. A manifest of which only values changed keeps the
 * one of the previous file, which sops may have rewritten: a change of one value shall look like one.
 */
export function layoutOf(sealable: Sealable, previous: Opened | undefined, kind: FileKind): Draft {
  const now = draftOf(sealable.parsed, sealable.leaves);
  if (!previous) return now;
  if (previous.plaintext === sealable.parsed.text) return { ...now, same: true };
  // Comments that sops encrypted stand in the tree but are no leaves, so the two could not be compared.
  const isComparable = kind === "manifest" && sealable.leaves.length === sealable.tree.leaves.length;
  const before = isComparable ? parseFile(previous.plaintext, previous.file).value : undefined;
  return (before && previousLayout(sealable, before)) ?? now;
}

function draftOf(parsed: Parsed, leaves: readonly Marked[]): Draft {
  const { text, map } = parsed;
  const margin = text.slice(lineStart(text, map.range[0]), map.range[0]).replace("\ufeff", "");
  return { parsed, leaves, column: margin.length, same: false };
}

function previousLayout(sealable: Sealable, parsed: Parsed): Draft | undefined {
  const tree = walkTree(parsed);
  if (shapeOf(tree) !== shapeOf(sealable.tree) || !sameComments(parsed.text, sealable.parsed.text))
    return undefined;
  const same = tree.leaves.every((leaf, i) => sameValue(leaf, sealable.leaves[i]));
  return same ? { ...mixed(parsed, tree, sealable), same } : withValues(sealable, parsed, tree);
}

/** The layout of before around the values of now; undefined where a value does not fit on its line. */
function withValues(sealable: Sealable, parsed: Parsed, tree: Tree): Draft | undefined {
  const changed = tree.leaves.flatMap((leaf, i) => {
    const next = sealable.leaves[i];
    return next && !sameValue(leaf, next) ? [{ leaf, next }] : [];
  });
  if (!changed.every(({ leaf, next }) => fits(leaf, next))) return undefined;
  const plain = changed.filter(({ next }) => !next.selected);
  const text = applyEdits(
    parsed.text,
    plain.map(({ leaf, next }) => ({ ...leaf.span, text: tokenOf(sealable, next) })),
  );
  return text === parsed.text ? mixed(parsed, tree, sealable) : reparsed(text, sealable);
}

/** An empty value has no text to put another in place of; a plain one of several lines has its own indentation. */
function fits(leaf: Leaf, next: Marked): boolean {
  if (leaf.value.text === "" || next.value.text === "") return false;
  return next.selected || [leaf, next].every(({ node }) => styleOf(node.type) !== "block");
}

function tokenOf({ parsed }: Sealable, { span }: Marked): string {
  return parsed.text.slice(span.start, span.end);
}

function reparsed(text: string, sealable: Sealable): Draft | undefined {
  const parsed = parseFile(text, sealable.parsed.locate(0).file).value;
  return parsed && mixed(parsed, walkTree(parsed), sealable);
}

/** Leaves where they were before, with the values that they have now. */
function mixed(parsed: Parsed, tree: Tree, sealable: Sealable): Draft {
  const leaves = tree.leaves.map((leaf, i): Marked => {
    const next = sealable.leaves[i];
    return { ...leaf, value: next?.value ?? leaf.value, selected: next?.selected ?? false };
  });
  return draftOf(parsed, leaves);
}

function sameValue(a: Pick<Marked, "value">, b: Pick<Marked, "value"> | undefined): boolean {
  return a.value.type === b?.value.type && a.value.text === b.value.text;
}

function shapeOf({ leaves, collections }: Tree): string {
  return JSON.stringify([leaves.map(leafId), collections.map((at) => [at.kind, leafId(at)])]);
}

function sameComments(a: string, b: string): boolean {
  const texts = (text: string) => findComments(text).map((comment) => comment.text.trim());
  return JSON.stringify(texts(a)) === JSON.stringify(texts(b));
}
