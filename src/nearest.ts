/**
 * Returns the candidate that was most likely meant, or nothing when none is near: at most one typing mistake in
 * four characters, counted by Damerau and Levenshtein (a swap is one mistake). Candidates that begin alike
 * win a tie, then the first one.
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  let best: string | undefined;
  let bestScore = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const limit = allowed(Math.max(wanted.length, candidate.length));
    if (Math.abs(wanted.length - candidate.length) > limit) continue;
    const mistakes = distance(wanted, candidate.toLowerCase());
    const score = mistakes - sharedPrefix(wanted, candidate.toLowerCase()) / 1000;
    if (mistakes > limit || score >= bestScore) continue;
    best = candidate;
    bestScore = score;
  }
  return best;
}

function allowed(length: number): number {
  return Math.min(4, Math.max(1, Math.floor(length / 4)));
}

function sharedPrefix(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

/** Optimal string alignment: three rows, since a swap looks back two. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = at(above, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let cost = Math.min(replaced, at(above, j) + 1, at(row, j - 1) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, at(before, j - 2) + 1);
      }
      row.push(cost);
    }
    before = above;
    above = row;
  }
  return at(above, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? 0;
}
