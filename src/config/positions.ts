import type { Document, Node, Pair, YAMLMap } from "yaml";
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
  /** The node of the value, with aliases resolved on the way but not at the end. */
  node(path: Path): Node | undefined;
}

interface Entry {
  readonly key?: Node;
  readonly value: Node | null;
}

/** Finds one entry of a collection. */
type Find = (parent: Node | null, step: string | number) => Entry | undefined;

/** Returns the positions of a document whose node ranges are offsets in the text that `locate` knows. */
export function positionsOf(document: Document, locate: Locate): Positions {
  const find = finder(document);
  const top: Entry = { value: document.contents as Node | null };
  const entry = (path: Path) =>
    path.reduce<Entry | undefined>((above, step) => above && find(above.value, step), top);
  const place = (node: Node | null | undefined) => (node?.range ? locate(node.range[0]) : undefined);
  const key = (path: Path) => {
    const found = entry(path);
    return place(found?.key ?? found?.value);
  };
  const value = (path: Path) => {
    const found = entry(path);
    return isEmpty(found?.value) ? key(path) : place(found?.value);
  };
  return { key, value, node: (path) => entry(path)?.value ?? undefined };
}

/** True for a value of which nothing is written, as in `key:`. */
export function isEmpty(node: Node | null | undefined): boolean {
  return !node || (isScalar(node) && node.value === null && (node.source ?? "") === "");
}

/** Maps are indexed when first asked, since a search through a large one for each key would be quadratic. */
function finder(document: Document): Find {
  const indexes = new WeakMap<Node, Map<string, Entry>>();
  const indexOf = (map: YAMLMap) => {
    const index = indexes.get(map) ?? indexMap(map);
    indexes.set(map, index);
    return index;
  };
  return (parent, step) => {
    const node = isAlias(parent) ? parent.resolve(document) : parent;
    if (isMap(node)) return indexOf(node).get(String(step));
    const item = isSeq(node) ? (node.items[Number(step)] as Node | null | undefined) : undefined;
    return item === undefined ? undefined : { value: item };
  };
}

/** The first of two equal keys counts, as in the value that is built. */
function indexMap(map: YAMLMap): Map<string, Entry> {
  const index = new Map<string, Entry>();
  for (const pair of map.items as Pair<Node, Node | null>[]) {
    const name = isScalar(pair.key) ? String(pair.key.value) : undefined;
    if (name !== undefined && !index.has(name)) index.set(name, pair);
  }
  return index;
}
