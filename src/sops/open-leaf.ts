import type { Problem } from "../problem.ts";
import type { OpenedLeaf } from "./opened.ts";
import type { Parsed } from "./parse.ts";
import { errorAt } from "./place.ts";
import { formatFloat, type Resolved } from "./scalar.ts";
import { styleOf } from "./token.ts";
import type { Leaf } from "./tree.ts";
import { additionalData, decryptValue, looksEncrypted, parseEncrypted, type ValueType } from "./value.ts";

/**
 * What came of a scalar: a leaf, a leaf that is still to be encrypted, a fault, or neither for a comment that sops
 * encrypted as an item of a list.
 */
export interface LeafResult {
  readonly leaf: Leaf;
  readonly opened?: OpenedLeaf;
  readonly problem?: Problem;
}

/** Decrypts a scalar that the rule selects, and passes on all others. */
export function openLeaf(parsed: Parsed, leaf: Leaf, selected: boolean, dataKey: Buffer): LeafResult {
  const { path, place, span, node } = leaf;
  const opened = { path, place, span, selected, style: styleOf(node.type) };
  const plain = !selected || leaf.value.type === "null" || leaf.value.text === "";
  const asFound = { ...opened, value: leaf.value, encrypted: undefined };
  if (plain) return { leaf, opened: asFound };
  const value = decryptLeaf(leaf, dataKey);
  if (value === "comment") return { leaf };
  if (value === "plaintext") return { leaf, opened: asFound, problem: leafProblem(value, parsed, leaf) };
  if (typeof value === "string") return { leaf, problem: leafProblem(value, parsed, leaf) };
  return { leaf, opened: { ...opened, value, encrypted: leaf.value.text } };
}

type LeafFault = "plaintext" | "damaged" | "bytes";

function decryptLeaf({ value, path }: Leaf, dataKey: Buffer): Resolved | LeafFault | "comment" {
  const encrypted = value.type === "str" ? parseEncrypted(value.text) : undefined;
  if (!encrypted) return looksEncrypted(value.text) ? "damaged" : "plaintext";
  const bytes = decryptValue(encrypted, dataKey, additionalData(path));
  if (!bytes) return "damaged";
  return canonical(encrypted.type, bytes.toString("utf8"));
}

/** What SOPS makes of decrypted text before it hashes it: older writers spelled some values differently. */
function canonical(type: ValueType, text: string): Resolved | LeafFault | "comment" {
  if (type === "comment" || type === "bytes") return type;
  if (type === "bool") return { type, text: /^(?:1|t|true)$/i.test(text) ? "True" : "False" };
  if (type === "float" && /\d/.test(text)) return { type, text: formatFloat(Number(text)) };
  return { type, text };
}

function leafProblem(fault: LeafFault, { locate }: Parsed, { span, place }: Leaf): Problem {
  const [message, hint] = FAULTS[fault];
  return errorAt(`sops-${fault}`, locate(span.start), `${place}: ${message}`, hint);
}

const FAULTS: Readonly<Record<LeafFault, readonly [string, string]>> = {
  plaintext: ["is not encrypted, but must be", "run `secrets encrypt`, or restore the file from git"],
  damaged: ["does not decrypt: it was edited, or moved here from another key", "restore this value from git"],
  bytes: [
    "holds raw bytes, a type that sops no longer writes",
    "open the file with `sops edit` and save it again",
  ],
};
