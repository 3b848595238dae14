import { type Scalar, visit } from "yaml";
import { openEdit } from "./edit-leaf.ts";
import type { Metadata } from "./metadata.ts";
import type { OpenedLeaf } from "./opened.ts";
import type { Parsed } from "./parse.ts";
import { applyEdits } from "./place.ts";
import type { Resolved } from "./scalar.ts";
import type { Leaf } from "./tree.ts";

/** A leaf of the file beside its decrypted form. */
export interface Pair {
  readonly leaf: Leaf;
  readonly opened: OpenedLeaf;
}

/** The text with its values decrypted and without the `sops` block. */
export function plaintextOf(parsed: Parsed, pairs: readonly Pair[], { layout }: Metadata): string {
  const edits = pairs.flatMap(({ leaf, opened: { encrypted, value } }) => {
    if (encrypted === undefined || value.type === "null" || value.type === "unsupported") return [];
    return [openEdit(parsed, leaf, value)];
  });
  return applyEdits(parsed.text, [...edits, { ...layout.span, text: "" }]);
}

/** Puts plaintext into the nodes; strings become quoted, so that no reader resolves them to another type. */
export function showPlaintext(pairs: readonly Pair[]): void {
  for (const { leaf, opened } of pairs) {
    if (opened.encrypted === undefined) continue;
    Object.assign(leaf.node, { value: nodeValue(opened.value), source: opened.value.text });
    if (opened.value.type === "str" && leaf.node.type === "PLAIN")
      (leaf.node as Scalar).type = "QUOTE_DOUBLE";
  }
}

/**
 * Takes the items out of lists that are encrypted comments, as sops writes them. They stay in the plaintext as they
 * are: a comment that was encrypted must not become readable by a change elsewhere.
 */
export function dropComments({ document }: Parsed, comments: readonly Leaf[]): void {
  if (!comments.length) return;
  const nodes = new Set<unknown>(comments.map(({ node }) => node));
  visit(document, {
    Seq: (_, list) => {
      list.items = list.items.filter((item) => !nodes.has(item));
    },
  });
}

function nodeValue({ type, text }: Resolved): string | number | boolean {
  if (type === "bool") return text === "True";
  return type === "int" || type === "float" ? Number(text.replace("Inf", "Infinity")) : text;
}
