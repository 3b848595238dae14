import { type CST, isAlias, isNode, isScalar, isSeq, type Pair, type Scalar, type YAMLSeq } from "yaml";

/** One item of `resources`. */
export interface ListItem {
  /** Its value, when that is a string. */
  readonly entry: string | undefined;
  readonly quoting: Scalar["type"];
  /** Offset of the dash in block style, of the value in flow style. */
  readonly start: number;
  readonly end: number;
  /** Flow style: the comma before the item. */
  readonly comma: number | undefined;
}

/** Where and how `resources` is written; offsets are into the text. */
export type ResourceList =
  | { readonly style: "absent" }
  | { readonly style: "null"; readonly keyOffset: number; readonly start: number; readonly end: number }
  | {
      readonly style: "block" | "flow";
      readonly keyOffset: number;
      readonly start: number;
      readonly end: number;
      readonly items: readonly ListItem[];
      /** Flow style: a comma after the last item. */
      readonly trailingComma: number | undefined;
    };

/** Finds the list, or says at which offset something else stands. */
export function resourceList(
  pair: Pair | undefined,
  text: string,
): ResourceList | { readonly what: string; readonly offset: number } {
  if (!pair) return { style: "absent" };
  const keyOffset = offsetOf(pair.key);
  const { value } = pair;
  const [start, end] = isNode(value) && value.range ? value.range : [keyOffset, keyOffset];
  if (isSeq(value)) return seqList(value, keyOffset, start, end);
  const isNull = isScalar(value) && value.value === null && !value.tag && !value.anchor;
  if (isNull || value === null) return { style: "null", keyOffset, start, end: end };
  const what = isAlias(value) ? `an alias (${text.slice(start, end)})` : "no list";
  return { what: `its resources is ${what}`, offset: start };
}

function seqList(seq: YAMLSeq, keyOffset: number, start: number, end: number): ResourceList {
  const token = seq.srcToken as CST.BlockSequence | CST.FlowCollection | undefined;
  const marks = token ? [...token.items].map(marksOf) : [];
  const items = seq.items.flatMap((node) => (isNode(node) && node.range ? [listItem(node, marks)] : []));
  const trailingComma = marks.findLast((mark) => mark.comma !== undefined && mark.empty)?.comma;
  return { style: seq.flow ? "flow" : "block", keyOffset, start, end, items, trailingComma };
}

interface Marks {
  readonly dash: number | undefined;
  readonly comma: number | undefined;
  readonly empty: boolean;
}

function marksOf(item: CST.BlockSequence["items"][number] | CST.FlowCollection["items"][number]): Marks {
  const find = (type: string) => item.start.find((token) => token.type === type)?.offset;
  return { dash: find("seq-item-ind"), comma: find("comma"), empty: !item.value && !item.key && !item.sep };
}

/** The dash or comma of an item is the last one before its value. */
function listItem(node: { range?: readonly number[] | null }, marks: readonly Marks[]): ListItem {
  const [start = 0, end = 0] = node.range ?? [];
  const dash = marks.findLast((mark) => mark.dash !== undefined && mark.dash < start)?.dash;
  const comma = marks.findLast((mark) => mark.comma !== undefined && mark.comma < start)?.comma;
  const entry = isScalar(node) && typeof node.value === "string" ? node.value : undefined;
  return { entry, quoting: isScalar(node) ? node.type : undefined, start: dash ?? start, end, comma };
}

function offsetOf(node: unknown): number {
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}
