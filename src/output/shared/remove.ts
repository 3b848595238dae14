import { sameEntry } from "./entry.ts";
import type { Kustomization } from "./kustomization.ts";
import { type Edit, lineEnd, lineStart, withoutLines } from "./lines.ts";
import type { ListItem } from "./resource-list.ts";

/** The edit that takes one entry out of `resources`; undefined when it is not there. */
export function removal({ text, resources }: Kustomization, entry: string): Edit | undefined {
  if (resources.style === "absent" || resources.style === "null") return undefined;
  const index = indexOfEntry(resources.items, entry);
  const item = resources.items[index];
  if (!item) return undefined;
  if (resources.style === "block") return withoutLines(text, item.start, item.end - 1);
  return fromFlow(
    text,
    item,
    index === 0 ? (resources.items[1]?.comma ?? resources.trailingComma) : undefined,
  );
}

/**
 * The edit that makes an emptied `resources` what it was before us: absent, or an explicit null. Undefined
 * when the list has entries again or the user wrote something beside the key.
 */
export function restoration(file: Kustomization, before: string): Edit | undefined {
  const { text, resources } = file;
  if (resources.style === "absent" || ("items" in resources && resources.items.length > 0)) return undefined;
  const { start, end, keyOffset } = resources;
  if (before !== "absent") return { offset: start, remove: end - start, insert: before };
  if (file.map.flow) return keyFromFlow(text, keyOffset, end);
  const line = text.slice(lineStart(text, keyOffset), lineEnd(text, keyOffset));
  return /^\s*(["']?)resources\1:\s*(\[\s*\])?\s*$/.test(line)
    ? withoutLines(text, keyOffset, keyOffset)
    : undefined;
}

/** The exact text first, because a neighbour may list the same thing in another spelling. */
function indexOfEntry(items: readonly ListItem[], entry: string): number {
  const exact = items.findLastIndex((item) => item.entry === entry);
  if (exact >= 0) return exact;
  return items.findLastIndex((item) => item.entry !== undefined && sameEntry(item.entry, entry));
}

/** An item goes with the comma before it; the first one with the comma after it. */
function fromFlow(text: string, item: ListItem, commaAfter: number | undefined): Edit {
  if (item.comma !== undefined) return { offset: item.comma, remove: item.end - item.comma, insert: "" };
  if (commaAfter === undefined) return { offset: item.start, remove: item.end - item.start, insert: "" };
  const space = /^[ \t]*/.exec(text.slice(commaAfter + 1))?.[0].length ?? 0;
  return { offset: item.start, remove: commaAfter + 1 + space - item.start, insert: "" };
}

function keyFromFlow(text: string, keyOffset: number, end: number): Edit {
  const comma = /,\s*$/.exec(text.slice(0, keyOffset))?.index ?? keyOffset;
  return { offset: comma, remove: end - comma, insert: "" };
}
