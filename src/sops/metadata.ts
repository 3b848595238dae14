import { isMap, isScalar, isSeq, type Pair, type Scalar, type YAMLMap, type YAMLSeq } from "yaml";
import type { Outcome, Position, Problem } from "../problem.ts";
import type { Parsed } from "./parse.ts";
import { errorAt, lineEnd, lineStart, type Span } from "./place.ts";
import { DEFAULT_SELECTOR, SELECTORS, type Selector } from "./selector.ts";
import { scalarValue } from "./tree.ts";
import { parseEncrypted } from "./value.ts";

/** A data key encrypted to one age recipient. */
export interface AgeEntry {
  readonly recipient: string;
  readonly enc: string;
  readonly at: Position;
}

/** What a file says of its own encryption, under the key `sops`. */
export interface Metadata {
  readonly age: readonly AgeEntry[];
  /** Recipients in key groups, each of which holds a part of the data key. */
  readonly groupRecipients: readonly string[];
  /** Kinds of keys that only the sops binary can use: `pgp`, `kms`, `key_groups`, … */
  readonly otherKeys: readonly string[];
  readonly lastModified: string;
  readonly mac: string;
  readonly selector: Selector;
  readonly macOnlyEncrypted: boolean;
  readonly version: string;
  readonly layout: Layout;
}

/** How the block is written, so that a change leaves all else of it as it was. */
export interface Layout {
  /** Whole lines of the block, in the text as found. */
  readonly span: Span;
  readonly at: Position;
  readonly macAt: Position;
  readonly macSpan: Span;
  readonly lastModifiedSpan: Span;
  readonly indent: number;
  readonly keys: readonly string[];
  /** Keys with an empty list, which old releases write. */
  readonly empty: readonly string[];
  readonly entryKeys: readonly string[];
}

const KEY = "sops";
const DEFAULT_INDENT = 4;
const OTHER_KEYS = ["kms", "gcp_kms", "hckms", "azure_kv", "hc_vault", "pgp", "key_groups"];
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[-+]\d\d:\d\d)$/;

/** The pair that holds the metadata, if the file has one. */
export function metadataPair(map: YAMLMap): Pair | undefined {
  return map.items.find(({ key }) => isScalar(key) && key.value === KEY);
}

/** Reads the metadata of a parsed file. Problems: not encrypted at all, missing or malformed fields. */
export function readMetadata(parsed: Parsed): Outcome<Metadata> {
  const pair = metadataPair(parsed.map);
  const start = pair && isScalar(pair.key) ? (pair.key.range?.[0] ?? 0) : 0;
  const at = parsed.locate(start);
  if (!pair)
    return fail(errorAt("sops-not-encrypted", at, "not encrypted: no `sops` key", "run `secrets encrypt`"));
  if (!isMap(pair.value)) return fail(unknownFormat(at, "`sops` is not a map"));
  const problems: Problem[] = [];
  const value = readBlock(pair.value, start, at, parsed, problems);
  return { value: problems.length ? undefined : value, problems };
}

function readBlock(map: YAMLMap, start: number, at: Position, parsed: Parsed, problems: Problem[]): Metadata {
  const text = (key: string) => textOf(map.get(key, true));
  const mac = text("mac") ?? "";
  const lastModified = text("lastmodified") ?? "";
  const layout = readLayout(map, start, at, parsed);
  if (!parseEncrypted(mac))
    problems.push(unknownFormat(layout.macAt, "`mac` is missing or not an encrypted value"));
  if (!TIME.test(lastModified)) problems.push(unknownFormat(at, "`lastmodified` is missing or not a time"));
  return {
    age: readAge(map, parsed, problems),
    groupRecipients: readGroups(map),
    otherKeys: OTHER_KEYS.filter((key) => !isEmpty(map.get(key, true))),
    lastModified,
    mac,
    selector: readSelector(map, at, problems),
    macOnlyEncrypted: /^true$/i.test(text("mac_only_encrypted") ?? ""),
    version: text("version") ?? "",
    layout,
  };
}

function readLayout(map: YAMLMap, start: number, at: Position, { text, locate }: Parsed): Layout {
  const spanOf = (key: string) => spanAt(map.get(key, true), start);
  const end = map.range?.[1] ?? start;
  const keys = map.items.map(({ key }) => textOf(key) ?? "");
  const indent = locate(spanAt(map.items[0]?.key, start).start).column - at.column;
  return {
    span: { start: lineStart(text, start), end: text[end - 1] === "\n" ? end : lineEnd(text, end) },
    at,
    macAt: locate(spanOf("mac").start),
    macSpan: spanOf("mac"),
    lastModifiedSpan: spanOf("lastmodified"),
    indent: indent > 0 ? indent : DEFAULT_INDENT,
    keys,
    empty: keys.filter((key) => isEmpty(map.get(key, true))),
    entryKeys: entryKeys(map.get("age", true)),
  };
}

function readAge(map: YAMLMap, { locate }: Parsed, problems: Problem[]): AgeEntry[] {
  const list = map.get("age", true) as unknown;
  if (isEmpty(list)) return [];
  return (isSeq(list) ? (list as YAMLSeq<unknown>).items : [list]).flatMap((item) => {
    const at = locate(spanAt(item, 0).start);
    const recipient = isMap(item) ? textOf(item.get("recipient", true)) : undefined;
    const enc = isMap(item) ? textOf(item.get("enc", true)) : undefined;
    if (recipient && enc) return [{ recipient, enc, at }];
    problems.push(unknownFormat(at, "an age entry without `recipient` and `enc`"));
    return [];
  });
}

function readGroups(map: YAMLMap): string[] {
  const groups = map.get("key_groups", true) as unknown;
  const lists = isSeq(groups)
    ? groups.items.map((group) => (isMap(group) ? group.get("age", true) : undefined))
    : [];
  const entries = lists.flatMap((list: unknown) => (isSeq(list) ? list.items : []));
  return entries.flatMap((entry) => (isMap(entry) && textOf(entry.get("recipient", true))) || []);
}

function readSelector(map: YAMLMap, at: Position, problems: Problem[]): Selector {
  const found = SELECTORS.flatMap((kind) => {
    const value = textOf(map.get(kind, true));
    return value ? [{ kind, value }] : [];
  });
  if (found.length > 1)
    problems.push(unknownFormat(at, `both \`${found[0]?.kind}\` and \`${found[1]?.kind}\``));
  return found[0] ?? DEFAULT_SELECTOR;
}

function entryKeys(list: unknown): string[] {
  const first = isSeq(list) ? list.items[0] : undefined;
  return isMap(first) ? first.items.map(({ key }) => textOf(key) ?? "") : [];
}

function textOf(node: unknown): string | undefined {
  return isScalar(node) ? scalarValue(node).text || (node.source ?? "") : undefined;
}

function isEmpty(node: unknown): boolean {
  if (isSeq(node) || isMap(node)) return node.items.length === 0;
  return !isScalar(node) || scalarValue(node).type === "null";
}

function spanAt(node: unknown, otherwise: number): Span {
  const range = isScalar(node) || isMap(node) || isSeq(node) ? (node as Scalar).range : undefined;
  return { start: range?.[0] ?? otherwise, end: range?.[1] ?? otherwise };
}

function unknownFormat(at: Position, what: string): Problem {
  return errorAt("sops-unknown-format", at, what, "restore the `sops` block of this file from git");
}

function fail(problem: Problem): Outcome<never> {
  return { value: undefined, problems: [problem] };
}
