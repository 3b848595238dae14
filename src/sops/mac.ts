import { createHash } from "node:crypto";
import type { Resolved } from "./scalar.ts";
import { decryptValue, encryptValue, parseEncrypted } from "./value.ts";

/** A scalar with what decides whether it is protected by the MAC. */
export interface Hashed {
  readonly value: Resolved;
  readonly selected: boolean;
}

/** Fed to the hash first when only encrypted values count, so that the two kinds of MAC never agree. */
const ONLY_ENCRYPTED = Buffer.from("8a3fd2ad54ce66527b1034f3d147be0b0b975b3bf44f72c6fdadec8176f27d69", "hex");

/** SHA-512 over the values in the order of the file, in upper-case hex. Nulls, keys and comments do not count. */
export function macDigest(leaves: readonly Hashed[], onlyEncrypted: boolean): string {
  const hash = createHash("sha512");
  if (onlyEncrypted) hash.update(ONLY_ENCRYPTED);
  for (const { value, selected } of leaves) {
    if (selected || !onlyEncrypted) hash.update(value.text, "utf8");
  }
  return hash.digest("hex").toUpperCase();
}

/** The MAC as it goes into a file, bound to the moment of its making. */
export function sealMac(digest: string, dataKey: Buffer, lastModified: string): string {
  return encryptValue({ type: "str", text: digest }, dataKey, lastModified);
}

/** The digest that a file promises; undefined when its MAC is not well-formed or of another key or moment. */
export function openMac(mac: string, dataKey: Buffer, lastModified: string): string | undefined {
  const encrypted = parseEncrypted(mac);
  return encrypted && decryptValue(encrypted, dataKey, boundTime(lastModified))?.toString("utf8");
}

/** The moment as SOPS prints it after reading it: without fractions, and with Z for UTC. */
function boundTime(lastModified: string): string {
  return lastModified.replace(/\.\d+/, "").replace(/[-+]00:00$/, "Z");
}

/** The moment of a change, as SOPS writes it: UTC, whole seconds. */
export function timestamp(now: Date): string {
  return now.toISOString().replace(/\.\d{3}Z$/, "Z");
}
