import type { Value } from "../value.ts";
import { newMapping } from "../value.ts";
import { readBlockText } from "./block-text.ts";
import { match, type PlainScalar, type Read, readEmpty, readScalar } from "./scalar.ts";

/** A scalar and where it stands: offsets into the file. */
export interface PlacedScalar {
  /** What it reads as; empty for null. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
  /** Below a `|`: its lines read as they are written. */
  readonly literal: boolean;
  /** The key of the document that it stands under; undefined for keys themselves. */
  readonly under: string | undefined;
}

export interface PlainDocument {
  readonly value: Value;
  readonly scalars: readonly PlacedScalar[];
}

/** Where the reader is: at the first key or item of a line, or of what stands behind `- `. */
interface Cursor {
  readonly text: string;
  at: number;
  /** Counts from 0; -1 at the end of the document. */
  column: number;
  readonly scalars: PlacedScalar[];
  under: string | undefined;
}

/** Columns, and so at least half as many collections: more nesting is for the library to judge. */
const DEEPEST = 100;

const NOT_PLAIN = /[\0-\t\v-\x1f\x7f\ufeff]|^%|^\.\.\./m;
const SKIPPED = /(?: *(?:#[^\n]*)?\n| *(?:#[^\n]*)?$)*/y;
const INDENT = / */y;
const SEPARATOR = /---(?:\n|$)/y;
const REST = / *(?:(?<= )#[^\n]*)?(?:\n|$)/y;
const ITEM = /-(?: +|(?=\n))/y;
const KEY = /(?:([A-Za-z_](?:[\w./-]|:(?=\w)){0,200})|"([\w./ -]{1,200})"):(?: +|(?=\n))/y;
const NO_TEXT = /^(?:null|true|false)$/i;

/**
 * Reads YAML as templates print it, many times faster than the library does: block mappings and lists, scalars on
 * one line, block texts. Undefined for everything else, right or wrong: anchors, tags, collections in brackets, tabs,
 * keys that stand twice. What it reads, it reads as the library does.
 */
export function readPlainYaml(text: string): readonly PlainDocument[] | undefined {
  if (NOT_PLAIN.test(text)) return undefined;
  const documents: PlainDocument[] = [];
  let at = 0;
  while (at < text.length) {
    const cursor: Cursor = { text, at, column: 0, scalars: [], under: undefined };
    skipSeparator(cursor);
    const value = cursor.column === 0 ? readBlock(cursor, -1) : undefined;
    if (value === undefined || cursor.column >= 0) return undefined;
    documents.push({ value, scalars: cursor.scalars });
    at = cursor.at;
  }
  return documents.length > 0 ? documents : undefined;
}

function skipSeparator(cursor: Cursor): void {
  nextLine(cursor, cursor.at);
  if (cursor.column === -1 && cursor.at < cursor.text.length)
    nextLine(cursor, cursor.at + (match(SEPARATOR, cursor.text, cursor.at)?.[0].length ?? 0));
}

/** Goes on to the next line from `at` that is neither blank nor a comment. */
function nextLine(cursor: Cursor, at: number): void {
  const { text } = cursor;
  const start = at + (match(SKIPPED, text, at)?.[0].length ?? 0);
  const column = match(INDENT, text, start)?.[0].length ?? 0;
  const isEnd = start + column >= text.length || match(SEPARATOR, text, start) !== null;
  cursor.at = start + column;
  cursor.column = isEnd ? -1 : column;
}

/** The collection that begins here, deeper than `outside`. */
function readBlock(cursor: Cursor, outside: number): Value | undefined {
  if (cursor.column <= outside || cursor.column > DEEPEST) return undefined;
  return cursor.text[cursor.at] === "-" ? readList(cursor) : readMapping(cursor);
}

function readList(cursor: Cursor): Value | undefined {
  const { column } = cursor;
  const items: Value[] = [];
  while (cursor.column === column) {
    const mark = match(ITEM, cursor.text, cursor.at);
    if (!mark) break;
    const item = readItem(cursor, column, mark[0].length);
    if (item === undefined) return undefined;
    items.push(item);
  }
  return cursor.column > column ? undefined : items;
}

function readItem(cursor: Cursor, column: number, width: number): Value | undefined {
  const at = cursor.at + width;
  const isCollection = match(ITEM, cursor.text, at) ?? match(KEY, cursor.text, at);
  if (!isCollection) return readValue(cursor, at, column, false);
  cursor.at = at;
  cursor.column = column + width;
  return readBlock(cursor, column);
}

function readMapping(cursor: Cursor): Value | undefined {
  const { column } = cursor;
  const isTop = column === 0 && cursor.scalars.length === 0;
  const result: Record<string, Value> = newMapping();
  while (cursor.column === column) {
    const found = match(KEY, cursor.text, cursor.at);
    const key = found?.[1] ?? found?.[2] ?? "";
    if (!found || key in result || (found[1] && NO_TEXT.test(key))) return undefined;
    if (isTop) cursor.under = undefined;
    placeKey(cursor, key, found[1] === undefined ? 2 : 0);
    if (isTop) cursor.under = key;
    const value = readValue(cursor, cursor.at + found[0].length, column, true);
    if (value === undefined) return undefined;
    result[key] = value;
  }
  return cursor.column > column ? undefined : result;
}

function placeKey({ scalars, at }: Cursor, value: string, quotes: number): void {
  scalars.push({ value, start: at, end: at + value.length + quotes, literal: false, under: undefined });
}

/** What stands at `at`, behind a key or `- ` in a collection at `column`; leaves the cursor at what follows. */
function readValue(cursor: Cursor, at: number, column: number, ofKey: boolean): Value | undefined {
  const { text } = cursor;
  const nothing = match(REST, text, at);
  if (nothing) return readBelow(cursor, at + nothing[0].length, column, ofKey);
  const block = readBlockText(text, at, column);
  if (block) {
    place(cursor, at, block);
    nextLine(cursor, block.end);
    return block.value;
  }
  const read: Read<Value> | undefined = readScalar(text, at) ?? readEmpty(text, at);
  const rest = read && match(REST, text, read.end);
  if (!read || !rest) return undefined;
  if (isScalar(read.value)) place(cursor, at, { ...read, value: read.value });
  nextLine(cursor, read.end + rest[0].length);
  return read.value;
}

function isScalar(value: Value): value is PlainScalar {
  return typeof value !== "object" || value === null;
}

interface Placed {
  readonly value: PlainScalar;
  readonly end: number;
  readonly literal?: boolean;
}

function place({ scalars, under }: Cursor, start: number, { value, end, literal = false }: Placed): void {
  scalars.push({ value: String(value ?? ""), start, end, literal, under });
}

/** The collection on the lines below; a list may stand in the column of its key. */
function readBelow(cursor: Cursor, at: number, column: number, ofKey: boolean): Value | undefined {
  nextLine(cursor, at);
  if (cursor.column > column) return readBlock(cursor, column);
  const isList = ofKey && cursor.column === column && match(ITEM, cursor.text, cursor.at) !== null;
  return isList ? readList(cursor) : undefined;
}
