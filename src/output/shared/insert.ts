import { isScalar, type Pair, type Scalar } from "yaml";
import { entryYaml } from "./entry.ts";
import { type Kustomization, pairOf } from "./kustomization.ts";
import { type Edit, eolOf, lineEnd, lineStart } from "./lines.ts";
import type { ListItem } from "./resource-list.ts";

/** The edit that appends the entries to `resources`, which is made where it is missing. */
export function insertion(file: Kustomization, entries: readonly string[]): Edit {
  const { resources } = file;
  if (resources.style === "absent") {
    return file.map.flow ? newKeyInFlow(file, entries) : newKeyInBlock(file, entries);
  }
  if (resources.style === "null") return inPlaceOfNull(file, resources, entries);
  const last = resources.items.at(-1);
  if (resources.style === "flow")
    return last ? afterFlowItem(last, entries) : intoEmpty(resources.start, entries);
  return afterBlockItem(file.text, resources.start, last, entries);
}

function afterBlockItem(
  text: string,
  start: number,
  last: ListItem | undefined,
  entries: readonly string[],
): Edit {
  const indent = " ".repeat(start - lineStart(text, start));
  const end = last ? last.end : start;
  const inside = text[end - 1] === "\n" ? end - 1 : end;
  return at(endOfLine(text, inside), block(text, indent, entries, last?.quoting));
}

function afterFlowItem(last: ListItem, entries: readonly string[]): Edit {
  return at(last.end, entries.map((entry) => `, ${entryYaml(entry, last.quoting)}`).join(""));
}

function intoEmpty(start: number, entries: readonly string[]): Edit {
  return at(start + 1, flow(entries));
}

function inPlaceOfNull(
  { text, map }: Kustomization,
  { start, end, keyOffset }: { start: number; end: number; keyOffset: number },
  entries: readonly string[],
): Edit {
  if (end > start) return { offset: start, remove: end - start, insert: `[${flow(entries)}]` };
  if (map.flow) return intoGap(text, start, entries);
  const indent = `${indentOf(text, keyOffset)}  `;
  return at(lineEnd(text, keyOffset), block(text, indent, entries, undefined));
}

/** A flow map needs a space between colon and list; without one nothing is inserted, and the merge refused. */
function intoGap(text: string, start: number, entries: readonly string[]): Edit {
  const offset = start + (/^:?\s?/.exec(text.slice(start))?.[0].length ?? 0);
  return /\s/.test(text[offset - 1] ?? "") ? at(offset, `[${flow(entries)}]`) : at(start, "");
}

/**
 * Below `apiVersion` and `kind`, where people look for it; never at the end, where a block scalar could
 * swallow it and where the final newline (or its absence) belongs to the neighbour.
 */
function newKeyInBlock(file: Kustomization, entries: readonly string[]): Edit {
  const { text, map } = file;
  const first = offsetOf(map.items[0]);
  const indent = indentOf(text, first);
  const eol = eolOf(text);
  const anchor = Math.max(...["apiVersion", "kind"].map((key) => singleLineEnd(text, pairOf(map, key))));
  const list = `${indent}resources:${block(text, `${indent}  `, entries, undefined)}`;
  return anchor < 0 ? at(lineStart(text, first), list + eol) : at(lineEnd(text, anchor), eol + list);
}

function newKeyInFlow({ text, map }: Kustomization, entries: readonly string[]): Edit {
  const last = map.items.at(-1);
  const quoted = isScalar(last?.key) && last.key.type === "QUOTE_DOUBLE";
  const list = `${quoted ? '"resources"' : "resources"}: [${flow(entries, quoted ? "QUOTE_DOUBLE" : undefined)}]`;
  if (!last) return at(text.indexOf("{", map.range?.[0] ?? 0) + 1, list);
  return at(endOf(last), `, ${list}`);
}

function block(
  text: string,
  indent: string,
  entries: readonly string[],
  quoting: Scalar["type"] | undefined,
): string {
  const eol = eolOf(text);
  return entries.map((entry) => `${eol}${indent}- ${entryYaml(entry, quoting)}`).join("");
}

function flow(entries: readonly string[], quoting?: Scalar["type"]): string {
  return entries.map((entry) => entryYaml(entry, quoting)).join(", ");
}

function singleLineEnd(text: string, pair: Pair | undefined): number {
  if (!pair || !isScalar(pair.value) || !pair.value.range) return -1;
  const [start, end] = pair.value.range;
  return text.slice(start, end).includes("\n") ? -1 : end;
}

function endOfLine(text: string, offset: number): number {
  return text[offset] === "\n" && text[offset - 1] === "\r" ? offset - 1 : lineEnd(text, offset);
}

function indentOf(text: string, offset: number): string {
  return " ".repeat(offset - lineStart(text, offset));
}

function offsetOf(pair: Pair | undefined): number {
  return isScalar(pair?.key) ? (pair.key.range?.[0] ?? 0) : 0;
}

function endOf(pair: Pair): number {
  const { value, key } = pair as Pair<{ range?: number[] } | null, { range?: number[] } | null>;
  return value?.range?.[1] ?? key?.range?.[1] ?? 0;
}

function at(offset: number, insert: string): Edit {
  return { offset, remove: 0, insert };
}
