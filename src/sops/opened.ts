import type { Document, YAMLMap } from "yaml";
import type { Metadata } from "./metadata.ts";
import type { Locate, Span } from "./place.ts";
import type { Resolved } from "./scalar.ts";
import type { Style } from "./token.ts";

/** A file, decrypted in memory. */
export interface Opened {
  readonly file: string;
  /** The text as found, encrypted. */
  readonly sealed: string;
  /** The same text with values decrypted and without the `sops` block; comments and layout are as found. */
  readonly plaintext: string;
  /**
   * The plaintext as nodes, whose ranges are those of the encrypted text: their positions are true on disk.
   */
  readonly document: Document.Parsed<YAMLMap.Parsed>;
  readonly locate: Locate;
  readonly leaves: readonly OpenedLeaf[];
  readonly metadata: Metadata;
  /** Undefined when the sops binary opened the file, which keeps the key to itself. */
  readonly dataKey: Buffer | undefined;
  /** False where the MAC does not match, which is opened only on request. */
  readonly intact: boolean;
}

/** A scalar of a decrypted file. */
export interface OpenedLeaf {
  readonly path: readonly string[];
  /** Keys and indexes, such as `stringData.password` or `keys[0]`. */
  readonly place: string;
  readonly value: Resolved;
  /** True for what the file encrypts. */
  readonly selected: boolean;
  /** The text of the encrypted value; undefined for what is not encrypted, empty strings and nulls included. */
  readonly encrypted: string | undefined;
  readonly style: Style;
  /** In the encrypted text. */
  readonly span: Span;
}

/** True for a value that should be encrypted and is not yet: one that a person added to an encrypted file. */
export function isPending({ selected, value, encrypted }: OpenedLeaf): boolean {
  return selected && encrypted === undefined && value.type !== "null" && value.text !== "";
}
