/** A text to look for, and what to call it when it is found. */
export interface Needle {
  readonly text: string;
  readonly label: string;
}

export interface Hit {
  readonly offset: number;
  readonly label: string;
}

/** Finds any of many texts in one pass; calls back for each hit, in order. */
export type Search = (haystack: string, found: (hit: Hit) => void) => void;

const BASE = 257;
const TABLE = 1 << 16;

/**
 * A search for all needles at once (Rabin-Karp over the first `width` characters), linear in the haystack.
 * Every needle must have at least `width` characters.
 */
export function makeSearch(needles: readonly Needle[], width: number): Search {
  const buckets = new Map<number, Needle[]>();
  const seen = new Uint8Array(TABLE);
  for (const needle of needles) {
    const hash = hashOf(needle.text, width);
    buckets.set(hash, [...(buckets.get(hash) ?? []), needle]);
    seen[hash & (TABLE - 1)] = 1;
  }
  const out = power(width - 1);
  return (haystack, found) => {
    if (needles.length === 0 || haystack.length < width) return;
    let hash = hashOf(haystack, width);
    for (let end = width; ; end += 1) {
      if (seen[hash & (TABLE - 1)] === 1) {
        for (const { text, label } of buckets.get(hash) ?? []) {
          if (haystack.startsWith(text, end - width)) found({ offset: end - width, label });
        }
      }
      if (end >= haystack.length) return;
      const rest = (hash - Math.imul(haystack.charCodeAt(end - width), out)) | 0;
      hash = (Math.imul(rest, BASE) + haystack.charCodeAt(end)) | 0;
    }
  };
}

function hashOf(text: string, width: number): number {
  let hash = 0;
  for (let index = 0; index < width; index += 1) hash = (Math.imul(hash, BASE) + text.charCodeAt(index)) | 0;
  return hash;
}

function power(exponent: number): number {
  let result = 1;
  for (let step = 0; step < exponent; step += 1) result = Math.imul(result, BASE);
  return result;
}
