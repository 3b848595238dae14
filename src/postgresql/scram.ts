import { createHash, createHmac, pbkdf2Sync } from "node:crypto";

const iterations = 4096;
const keyBytes = 32;

/**
 * A password as PostgreSQL keeps it (RFC 5803), so that no statement, and no log of the server, holds the password
 * itself. `salt` is 16 bytes. The password must be ASCII: others would have to be prepared by RFC 4013 first.
 */
export function scramVerifier(password: string, salt: Buffer): string {
  const salted = pbkdf2Sync(password, salt, iterations, keyBytes, "sha256");
  const stored = createHash("sha256").update(hmac(salted, "Client Key")).digest("base64");
  const server = hmac(salted, "Server Key").toString("base64");
  return `SCRAM-SHA-256$${iterations}:${salt.toString("base64")}$${stored}:${server}`;
}

/** A salt that is always the same for a purpose, and that nobody without the key can foresee. */
export function saltFor(purpose: string, key: string): Buffer {
  return hmac(Buffer.from(key), purpose).subarray(0, 16);
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
