import { isAlias, isMap, isScalar, isSeq, type Pair, type Scalar, type YAMLMap, type YAMLSeq } from "yaml";
import type { Problem } from "../problem.ts";
import type { Parsed } from "./parse.ts";
import { errorAt, type Span } from "./place.ts";
import { type Resolved, resolvePlain } from "./scalar.ts";

/** A scalar of a file. */
export interface Leaf {
  /** The keys above it, without indexes: what selectors match and encryption binds to. */
  readonly path: readonly string[];
  /** Keys and indexes, as a person reads them: without control characters. */
  readonly place: string;
  readonly node: Scalar;
  readonly span: Span;
  readonly value: Resolved;
  /** Inside brackets or braces, where a plain scalar may not hold a comma. */
  readonly flow: boolean;
  /** The offset of the key or list that it belongs to: its lines are indented deeper than that. */
  readonly owner: number;
}

/** All scalars in the order of the file, a map that is selected or not, and what SOPS could not read. */
export interface Tree {
  readonly leaves: readonly Leaf[];
  /** Places of all collections with their kind, so that two trees can be told apart by more than leaves. */
  readonly collections: readonly Collection[];
  readonly problems: readonly Problem[];
}

export interface Collection {
  readonly kind: "map" | "list";
  readonly path: readonly string[];
  readonly place: string;
  readonly span: Span;
}

interface Walk {
  readonly parsed: Parsed;
  readonly leaves: Leaf[];
  readonly collections: Collection[];
  readonly problems: Problem[];
}

interface Where {
  readonly path: readonly string[];
  readonly place: string;
  readonly flow: boolean;
  readonly owner: number;
}

const TOP: Where = { path: [], place: "", flow: false, owner: 0 };

/**
 * Walks a file as SOPS does. Problems: anchors, aliases, merge keys, keys that are not strings, tags,
 * integers past int64. SOPS fails on these, or silently changes them.
 */
export function walkTree(parsed: Parsed): Tree {
  const walk: Walk = { parsed, leaves: [], collections: [], problems: [] };
  visitNode(parsed.map, TOP, walk);
  return walk;
}

/** Tells leaves apart where a key with a dot makes two places look alike. */
export function leafId({ path, place }: Pick<Leaf, "path" | "place">): string {
  return JSON.stringify([place, path]);
}

/** The place as a person writes it: `stringData.password`, `keys[0].value`. */
function below({ path, place, flow }: Where, key: string, owner: number): Where {
  const name = key.replaceAll(/\p{C}/gu, "?");
  return { path: [...path, key], place: place === "" ? name : `${place}.${name}`, flow, owner };
}

function visitNode(node: unknown, where: Where, walk: Walk): void {
  if (isMap(node) || isSeq(node)) checkNode(node, walk);
  if (isAlias(node)) refuse(walk, node.range, "sops-alias", "an alias", "write the value out in full");
  else if (isMap(node)) visitMap(node, where, walk);
  else if (isSeq(node)) visitList(node, where, walk);
  else if (isScalar(node)) visitScalar(node, where, walk);
}

function visitMap(map: YAMLMap, where: Where, walk: Walk): void {
  const inside = enter("map", map, where, walk);
  for (const pair of map.items) visitPair(pair, inside, walk);
}

function visitList(list: YAMLSeq, where: Where, walk: Walk): void {
  const inside = { ...enter("list", list, where, walk), owner: spanOf(list.range).start };
  list.items.forEach((item, i) => {
    visitNode(item, { ...inside, place: `${where.place}[${i}]` }, walk);
  });
}

function enter(kind: Collection["kind"], node: YAMLMap | YAMLSeq, where: Where, walk: Walk): Where {
  walk.collections.push({ kind, path: where.path, place: where.place, span: spanOf(node.range) });
  return { ...where, flow: where.flow || node.flow === true };
}

function visitPair({ key, value }: Pair, where: Where, walk: Walk): void {
  const text = keyText(key);
  const range = isScalar(key) || isMap(key) || isSeq(key) ? key.range : undefined;
  if (text === undefined)
    refuse(walk, range, "sops-key-not-a-string", "a key that is not a string", "write the key in quotes");
  else if (text === "<<" && isScalar(key) && key.type === "PLAIN")
    refuse(walk, range, "sops-merge-key", "a merge key", "write the merged keys out in full");
  else visitNode(value, below(where, text, spanOf(range).start), walk);
}

function keyText(key: unknown): string | undefined {
  if (!isScalar(key)) return undefined;
  if (key.type !== "PLAIN") return String(key.value);
  const source = key.source ?? "";
  return resolvePlain(source).type === "str" ? source : undefined;
}

function visitScalar(node: Scalar, where: Where, walk: Walk): void {
  checkNode(node, walk);
  const value = scalarValue(node);
  if (value.type === "unsupported")
    refuse(walk, node.range, "sops-integer-too-large", "an integer beyond 64 bits", "write it in quotes");
  walk.leaves.push({ ...where, node, span: spanOf(node.range), value });
}

/** The value of a scalar as SOPS reads it. */
export function scalarValue(node: Scalar): Resolved {
  if (node.type !== "PLAIN" || node.tag?.endsWith("str"))
    return { type: "str", text: node.source ?? String(node.value) };
  return resolvePlain(node.source ?? "");
}

function checkNode(node: { anchor?: string; tag?: string; range?: Scalar["range"] }, walk: Walk): void {
  if (node.anchor !== undefined)
    refuse(walk, node.range, "sops-anchor", "an anchor", "write the value out where it is used");
  if (node.tag !== undefined && !PLAIN_TAGS.has(node.tag))
    refuse(walk, node.range, "sops-tag", "a tag", "leave the tag out and put strings in quotes");
}

const PLAIN_TAGS: ReadonlySet<string> = new Set(
  ["str", "map", "seq"].map((tag) => `tag:yaml.org,2002:${tag}`),
);

function refuse(walk: Walk, range: Scalar["range"], code: string, what: string, hint: string): void {
  walk.problems.push(
    errorAt(code, walk.parsed.locate(spanOf(range).start), `${what}, which sops does not keep`, hint),
  );
}

function spanOf(range: Scalar["range"]): Span {
  return { start: range?.[0] ?? 0, end: range?.[1] ?? 0 };
}
