import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type YAMLMap } from "yaml";
import type { Value } from "./value.ts";
import { newMapping } from "./value.ts";

/** A key that stands twice in one mapping; offsets into the file. */
export interface DuplicateKey {
  readonly first: number;
  readonly second: number;
}

/** Called for a mistake that a YAML reader may overlook; offsets into the file. */
export interface Findings {
  readonly duplicate: (key: DuplicateKey) => void;
  readonly oddKey: (offset: number) => void;
  readonly tooLarge: (offset: number) => void;
  readonly tooDeep: (offset: number) => void;
}

/** Values a document may expand to through aliases; Kubernetes itself refuses such bombs. */
const MOST_VALUES = 100_000;

/** Deeper than any manifest, and shallow enough for every walk that follows. */
const DEEPEST = 200;

/** The document as plain data. Reports duplicate keys, keys that are no scalars, and alias bombs. */
export function toValue(document: Document, findings: Findings): Value {
  const known = new Map<unknown, { value: Value; size: number }>();
  let size = 0;
  let depth = 0;

  const convert = (node: unknown): Value => {
    size += 1;
    if (isScalar(node)) return scalar(node.value);
    if (isMap(node)) return remember(node, () => fromMap(node));
    if (isSeq(node)) return remember(node, () => node.items.map(convert));
    if (isAlias(node)) return fromAlias(node.resolve(document), node.range?.[0] ?? 0);
    return null;
  };
  const remember = (node: Node, make: () => Value): Value => {
    const before = size;
    if (depth >= DEEPEST) {
      findings.tooDeep(node.range?.[0] ?? 0);
      return null;
    }
    depth += 1;
    const value = make();
    depth -= 1;
    if (node.anchor) known.set(node, { value, size: size - before });
    return value;
  };
  const fromAlias = (target: unknown, offset: number): Value => {
    if (isScalar(target)) return scalar(target.value);
    const found = known.get(target);
    const before = size;
    size += found?.size ?? 0;
    if (size <= MOST_VALUES) return found?.value ?? null;
    if (before <= MOST_VALUES) findings.tooLarge(offset);
    return null;
  };
  const fromMap = (node: YAMLMap): Value => {
    const result: Record<string, Value> = newMapping();
    const offsets = new Map<string, number>();
    const merged: Value[] = [];
    for (const pair of node.items) {
      if (isMergeKey(pair.key)) {
        merged.push(convert(pair.value));
        continue;
      }
      const offset = offsetOf(pair.key) ?? node.range?.[0] ?? 0;
      if (!isScalar(pair.key)) findings.oddKey(offset);
      const key = isScalar(pair.key) ? String(pair.key.value) : "";
      const first = offsets.get(key);
      if (first === undefined) offsets.set(key, offset);
      else findings.duplicate({ first, second: offset });
      result[key] = convert(pair.value);
    }
    for (const source of merged.flat()) addMissing(result, source);
    return result;
  };
  return convert(document.contents);
}

/** YAML 1.1's `<<`, which kustomize and Flux still read. */
function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.value === "<<" && key.type === "PLAIN";
}

function addMissing(into: Record<string, Value>, source: Value | undefined): void {
  if (typeof source !== "object" || source === null || Array.isArray(source)) return;
  for (const [key, value] of Object.entries(source)) into[key] ??= value;
}

function offsetOf(node: unknown): number | undefined {
  return isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range?.[0] : undefined;
}

function scalar(value: unknown): Value {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  return value === null || value === undefined ? null : String(value);
}
