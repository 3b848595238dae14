import { createHash } from "node:crypto";

/**
 * Returns the SHA-256 of a file's content in hexadecimal. CRLF counts as LF, because Git may translate line
 * ends on checkout (`core.autocrlf`), which is not an edit.
 */
export function contentHash(content: Uint8Array | string): string {
  return createHash("sha256").update(withoutCr(content)).digest("hex");
}

function withoutCr(content: Uint8Array | string): Uint8Array | string {
  if (typeof content === "string") return content.replaceAll("\r\n", "\n");
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  if (!bytes.includes("\r\n")) return bytes;
  return Buffer.from(bytes.toString("latin1").replaceAll("\r\n", "\n"), "latin1");
}
