import { metadataPair } from "./metadata.ts";
import { parseFile } from "./parse.ts";
import type { Sealable } from "./sealable.ts";
import { leafId, walkTree } from "./tree.ts";
import { parseEncrypted } from "./value.ts";

/**
 * Throws when a text that is about to leave memory is not what it should be: every selected value encrypted or
 * empty, no leaf more or less. This can only be a bug of ours, and it must not reach the disk.
 */
export function assertSealed(text: string, file: string, { leaves }: Sealable): void {
  const { value: parsed } = parseFile(text, file);
  if (!parsed || !metadataPair(parsed.map)) throw new Error(`${file}: sealed text does not parse`);
  const found = new Map(walkTree(parsed).leaves.map((leaf) => [leafId(leaf), leaf.value.text]));
  for (const leaf of leaves) {
    const sealed = found.get(leafId(leaf));
    const open = leaf.selected && leaf.value.text !== "" && leaf.value.type !== "null";
    if (sealed === undefined || (open && !parseEncrypted(sealed)))
      throw new Error(`${file}: ${leaf.place} is not sealed`);
  }
}
