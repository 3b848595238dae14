/** Draws numbers that the seed decides. */
export interface Dice {
  /** A whole number from 0 to below `sides`. */
  readonly below: (sides: number) => number;
  /** One of the entries; undefined when there is none. */
  readonly pick: <T>(entries: readonly T[]) => T | undefined;
}

/** Marsaglia's xorshift with 32 bits: the same seed draws the same numbers everywhere. */
export function dice(seed: number): Dice {
  let state = seed | 0 || 1;
  const below = (sides: number): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % sides;
  };
  return { below, pick: (entries) => entries[below(Math.max(entries.length, 1))] };
}
