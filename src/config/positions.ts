import type { Document, Node, Pair } from "yaml";
import { isAlias, isMap, isScalar, isSeq } from "yaml";
import type { Position } from "../problem.ts";
import type { Locate } from "./lines.ts";

/** Keys and list indexes from the top of the file. */
export type Path = readonly (string | number)[];

/** Where the keys and values of a configuration stand in its file. */
export interface Positions {
  /** The start of the last key of the path, or of the list item. */
  key(path: Path): Position | undefined;
  /** The start of the value; of its key when the value is empty. */
  value(path: Path): Position | undefined;
}

/** Returns the positions of a document whose node ranges are offsets in the text that `locate` knows. */
export function positionsOf(document: Document, locate: Locate): Positions {
  const place = (node: Node | null | undefined) => (node?.range ? locate(node.range[0]) : undefined);
  const key = (path: Path) => {
    const found = entryAt(document, path);
    return place(found?.key ?? found?.value);
  };
  const value = (path: Path) => {
    const found = entryAt(document, path);
    return isEmpty(found?.value) ? key(path) : place(found?.value);
  };
  return { key, value };
}

/** The node of the value at a path, with aliases resolved on the way but not at the end. */
export function nodeAt(document: Document, path: Path): Node | undefined {
  return entryAt(document, path)?.value ?? undefined;
}

/** True for a value of which nothing is written, as in `key:`. */
export function isEmpty(node: Node | null | undefined): boolean {
  return !node || (isScalar(node) && node.value === null && (node.source ?? "") === "");
}

interface Entry {
  readonly key?: Node;
  readonly value: Node | null;
}

function entryAt(document: Document, path: Path): Entry | undefined {
  let entry: Entry | undefined = { value: document.contents as Node | null };
  for (const step of path) {
    entry = entry && child(document, entry.value, step);
    if (!entry) return undefined;
  }
  return entry;
}

function child(document: Document, parent: Node | null, step: string | number): Entry | undefined {
  const node = isAlias(parent) ? parent.resolve(document) : parent;
  if (isSeq(node)) {
    const item = node.items[Number(step)] as Node | null | undefined;
    return item === undefined ? undefined : { value: item };
  }
  if (!isMap(node)) return undefined;
  const pairs = node.items as Pair<Node, Node | null>[];
  return pairs.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(step));
}
