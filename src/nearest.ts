/**
 * The candidate that `name` is most likely a slip of, by edit distance (a swap of neighbours counts once),
 * or undefined when none is close. Of equally near ones, the first.
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const limit = Math.max(1, Math.floor(name.length / 3));
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    if (candidate === name || Math.abs(candidate.length - name.length) >= bestDistance) continue;
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) row.push(cell(a, b, i, j, [beforeLast, last, row]));
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

type Rows = readonly [beforeLast: readonly number[], last: readonly number[], row: readonly number[]];

function cell(a: string, b: string, i: number, j: number, [beforeLast, last, row]: Rows): number {
  const same = a[i - 1] === b[j - 1] ? 0 : 1;
  const edit = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + same);
  const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
  return swapped ? Math.min(edit, at(beforeLast, j - 2) + 1) : edit;
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
