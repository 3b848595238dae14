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

const TABLE = 1 << 16;

/**
 * A search for all needles at once, which skips most of the haystack (Wu-Manber with blocks of two characters).
 * Every needle must have at least two characters.
 */
export function makeSearch(needles: readonly Needle[]): Search {
  const width = Math.min(...needles.map(({ text }) => text.length));
  const ending = new Map<number, Needle[]>();
  const skips = new Uint8Array(TABLE).fill(Math.min(width - 1, 255));
  for (const needle of needles) {
    for (let at = 1; at < width; at += 1) {
      const block = blockAt(needle.text, at);
      skips[block] = Math.min(skips[block] ?? 0, width - 1 - at);
    }
    const last = blockAt(needle.text, width - 1);
    ending.set(last, [...(ending.get(last) ?? []), needle]);
  }
  return (haystack, found) => {
    if (needles.length === 0) return;
    for (let at = width - 1; at < haystack.length; ) {
      const block = blockAt(haystack, at);
      const skip = skips[block] ?? 0;
      at += skip || 1;
      if (skip > 0) continue;
      for (const { text, label } of ending.get(block) ?? []) {
        if (haystack.startsWith(text, at - width)) found({ offset: at - width, label });
      }
    }
  };
}

/** The two characters that end at a place, as a number below TABLE; different blocks may share one. */
function blockAt(text: string, at: number): number {
  return (text.charCodeAt(at - 1) * 251 + text.charCodeAt(at)) & (TABLE - 1);
}
