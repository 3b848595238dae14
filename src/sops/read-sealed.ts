import type { Outcome, Position, Problem } from "../problem.ts";
import { isBuiltIn, recipientKind } from "./age.ts";
import { type Metadata, metadataPair, readMetadata } from "./metadata.ts";
import { matcherOf, removeMetadata } from "./open.ts";
import { parseFile } from "./parse.ts";
import { errorAt, type Locate } from "./place.ts";
import type { Selector } from "./selector.ts";
import { type Leaf, walkTree } from "./tree.ts";
import { looksEncrypted, parseEncrypted } from "./value.ts";

/** What can be said of an encrypted file without any key. */
export interface SealedShape {
  readonly recipients: readonly string[];
  readonly selector: Selector;
  readonly macOnlyEncrypted: boolean;
  readonly version: string;
  /** True where only the sops binary can open the file. */
  readonly external: boolean;
  readonly leaves: readonly ShapeLeaf[];
}

export interface ShapeLeaf {
  readonly path: readonly string[];
  readonly place: string;
  readonly encrypted: boolean;
  /** The value, where it is not encrypted. */
  readonly plain: string | undefined;
  readonly at: Position;
}

/** True when a text has the metadata of SOPS, whether it can be opened or not. */
export function isSealed(text: string): boolean {
  if (!/^\s*["']?sops["']?\s*:/m.test(text)) return false;
  const parsed = parseFile(text, "").value;
  return parsed !== undefined && metadataPair(parsed.map) !== undefined;
}

/**
 * Reads the shape of an encrypted file; no key is needed and nothing is decrypted, so equal or true values cannot
 * be told from others. Problems: an unknown format, values that must be encrypted and are not, malformed ones,
 * encrypted ones where the rule of the file says plain text.
 */
export async function readSealed(text: string, file: string): Promise<Outcome<SealedShape>> {
  const { value: parsed, problems } = parseFile(text, file);
  if (!parsed) return { value: undefined, problems };
  const { value: metadata, problems: format } = readMetadata(parsed);
  if (!metadata) return { value: undefined, problems: format };
  removeMetadata(parsed);
  const tree = walkTree(parsed);
  const matches = await matcherOf(metadata);
  const faults = tree.leaves.flatMap((leaf) =>
    matches ? leafFaults(leaf, matches(leaf.path), parsed.locate) : [],
  );
  const leaves = tree.leaves.map((leaf) => shapeLeaf(leaf, parsed.locate));
  const value = { ...shapeOf(metadata, matches === undefined), leaves };
  return { value, problems: [...tree.problems, ...faults] };
}

function shapeOf(metadata: Metadata, byComment: boolean) {
  const { age, groupRecipients, selector, macOnlyEncrypted, version } = metadata;
  const external = byComment || !age.some(({ recipient }) => isBuiltIn(recipientKind(recipient)));
  const recipients = [...age.map(({ recipient }) => recipient), ...groupRecipients];
  return { recipients, selector, macOnlyEncrypted, version, external };
}

function shapeLeaf({ path, place, value, span }: Leaf, locate: Locate): ShapeLeaf {
  const encrypted = looksEncrypted(value.text);
  return { path, place, encrypted, plain: encrypted ? undefined : value.text, at: locate(span.start) };
}

function leafFaults({ value, span, place }: Leaf, selected: boolean, locate: Locate): Problem[] {
  const at = locate(span.start);
  const encrypted = looksEncrypted(value.text);
  if (selected && !encrypted && value.text !== "")
    return [
      errorAt("sops-plaintext", at, `${place}: is not encrypted, but must be`, "run `configure` again"),
    ];
  if (selected && encrypted && !parseEncrypted(value.text))
    return [
      errorAt("sops-damaged", at, `${place}: is not a whole encrypted value`, "restore this value from git"),
    ];
  if (!selected && encrypted)
    return [
      errorAt(
        "sops-wrongly-encrypted",
        at,
        `${place}: is encrypted, which the rule of this file does not say`,
        "restore this file from git",
      ),
    ];
  return [];
}
