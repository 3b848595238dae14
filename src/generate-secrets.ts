import { randomBytes } from "node:crypto";
import type { Generate } from "./schema.ts";

const alphabets: Record<Generate["alphabet"], string> = {
  alphanumeric: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
  hex: "0123456789abcdef",
  base64url: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
};

/** A new random value: `length` characters drawn evenly from the alphabet, behind the prefix. */
export function generateSecret({ alphabet, length, prefix = "" }: Generate): string {
  const letters = alphabets[alphabet];
  const limit = 256 - (256 % letters.length);
  let text = "";
  while (text.length < length) {
    // A byte past the last full multiple would favour the first letters.
    for (const byte of randomBytes(length)) {
      if (byte < limit && text.length < length) text += letters[byte % letters.length];
    }
  }
  return prefix + text;
}
