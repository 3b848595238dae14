import { type Document, isMap, isNode, isScalar, isSeq, type Node, Pair, Scalar, visit } from "yaml";
import { parseDocument } from "../../yaml-text.ts";

/** The keys whose values a sealed file encrypts. */
export const SEALED_KEYS = /^(?:data|stringData)$/;

const HIDDEN = "***";
const CHANGED = "*** (changed)";
const UNREADABLE = "*** (no valid YAML, not shown)\n";

export interface MaskedPair {
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/**
 * Hides the values of two states of a sealed file. Keys and everything outside the sealed keys stay readable,
 * and a value that differs says so. Comments below the sealed keys go, because they may hold values.
 */
export function maskPair(
  before: string | undefined,
  after: string | undefined,
  keys = SEALED_KEYS,
): MaskedPair {
  const old = leavesOf(before, keys);
  const changed = (place: string, value: string) => old.has(place) && old.get(place) !== value;
  return {
    before: before === undefined ? undefined : masked(before, keys, () => false),
    after: after === undefined ? undefined : masked(after, keys, changed),
  };
}

/** Hides all values below the sealed keys; a text that is no YAML is hidden whole. */
export function mask(text: string, keys = SEALED_KEYS): string {
  return masked(text, keys, () => false);
}

type Changed = (place: string, value: string) => boolean;

function masked(text: string, keys: RegExp, changed: Changed): string {
  const document = parseDocument(text, { logLevel: "error" });
  if (document.errors.length > 0) return UNREADABLE;
  eachSealed(document.contents, keys, (pair) => {
    pair.value = hidden(pair.value, "", changed);
  });
  return printed(document);
}

/** Without the quotes that a mask needs as YAML. An alias elsewhere may have lost its anchor to the mask. */
function printed(document: Document): string {
  try {
    return document.toString({ lineWidth: 0 }).replace(/"(\*{3}(?: \(changed\))?)"/g, "$1");
  } catch {
    return UNREADABLE;
  }
}

/** The value of every leaf below a sealed key, by its place. */
function leavesOf(text: string | undefined, keys: RegExp): Map<string, string> {
  const leaves = new Map<string, string>();
  if (text === undefined) return leaves;
  const document = parseDocument(text, { logLevel: "error" });
  eachSealed(document.contents, keys, (pair) => {
    hidden(pair.value, "", (place, value) => {
      leaves.set(place, value);
      return false;
    });
  });
  return leaves;
}

function eachSealed(contents: Node | null, keys: RegExp, act: (pair: Pair) => void): void {
  visit(contents, {
    Pair(_, pair) {
      if (!isScalar(pair.key) || !keys.test(String(pair.key.value))) return undefined;
      act(pair);
      return visit.SKIP;
    },
  });
}

/** The same keys and lists with every leaf hidden; anchors, tags, comments and layout go. */
function hidden(node: unknown, place: string, changed: Changed): unknown {
  if (isMap(node)) {
    const copy = node.clone() as typeof node;
    copy.items = node.items.map(({ key, value }) => {
      const name = isScalar(key) ? String(key.value) : String(key);
      return new Pair(new Scalar(name), hidden(value, `${place}/${JSON.stringify(name)}`, changed));
    });
    return withoutProps(copy);
  }
  if (isSeq(node)) {
    const copy = node.clone() as typeof node;
    copy.items = node.items.map((item, index) => hidden(item, `${place}/${index}`, changed));
    return withoutProps(copy);
  }
  return new Scalar(changed(place, leafText(node)) ? CHANGED : HIDDEN);
}

function withoutProps<T extends Node>(node: T): T {
  delete node.comment;
  delete node.commentBefore;
  delete node.tag;
  if ("anchor" in node) delete node.anchor;
  return node;
}

function leafText(node: unknown): string {
  return isScalar(node)
    ? `${typeof node.value} ${String(node.value)}`
    : isNode(node)
      ? node.toString()
      : String(node);
}
