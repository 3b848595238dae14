const ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
const CHECKSUM_LENGTH = 6;

/** A Bech32 string taken apart; `bytes` counts the bytes that it carries. */
export interface Bech32 {
  readonly prefix: string;
  readonly bytes: number;
}

/**
 * Checks a Bech32 string of any length (age's hybrid recipients pass the limit of 90) and gives its prefix.
 * Undefined when alphabet, letter case, padding or checksum is wrong: a typo never passes.
 * Source: BIP 173.
 */
export function readBech32(text: string): Bech32 | undefined {
  const lower = text.toLowerCase();
  if (text !== lower && text !== text.toUpperCase()) return undefined;
  const separator = lower.lastIndexOf("1");
  const prefix = lower.slice(0, separator);
  const words = [...lower.slice(separator + 1)].map((char) => ALPHABET.indexOf(char));
  if (separator < 1 || words.length < CHECKSUM_LENGTH || words.includes(-1)) return undefined;
  if (polymod([...expandPrefix(prefix), ...words]) !== 1) return undefined;
  return payload(prefix, words.slice(0, -CHECKSUM_LENGTH));
}

function payload(prefix: string, words: readonly number[]): Bech32 | undefined {
  const padding = (words.length * 5) % 8;
  const last = words.at(-1) ?? 0;
  if (padding >= 5 || (last & ((1 << padding) - 1)) !== 0) return undefined;
  return { prefix, bytes: Math.floor((words.length * 5) / 8) };
}

function expandPrefix(prefix: string): number[] {
  const codes = [...prefix].map((char) => char.charCodeAt(0));
  return [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31)];
}

function polymod(values: readonly number[]): number {
  let checksum = 1;
  for (const value of values) {
    const top = checksum >> 25;
    checksum = ((checksum & 0x1ffffff) << 5) ^ value;
    GENERATOR.forEach((generator, bit) => {
      if ((top >> bit) & 1) checksum ^= generator;
    });
  }
  return checksum;
}
