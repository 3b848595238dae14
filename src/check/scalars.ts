import { type Document, isMap, isScalar, isSeq } from "yaml";
import type { PlacedScalar } from "./plain-yaml/read.ts";

/** Every scalar that is written in a document, keys among them, in the order of the file. */
export function scalarsOf({ contents }: Document): PlacedScalar[] {
  const scalars: PlacedScalar[] = [];
  const read = (node: unknown, under: string | undefined): void => {
    if (isScalar(node)) {
      const [start = 0, end = 0] = node.range ?? [];
      const literal = node.type === "BLOCK_LITERAL";
      scalars.push({ value: String(node.value ?? ""), start, end, literal, under });
    } else if (isSeq(node)) for (const item of node.items) read(item, under);
    else if (isMap(node)) {
      for (const { key, value } of node.items) {
        read(key, undefined);
        read(value, node === contents && isScalar(key) ? String(key.value) : under);
      }
    }
  };
  read(contents, undefined);
  return scalars;
}
