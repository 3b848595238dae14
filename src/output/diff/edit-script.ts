/** A run of lines: in both texts, only in the first, or only in the second. */
export interface Line {
  readonly kind: "same" | "removed" | "added";
  readonly text: string;
}

/** Beyond this many differing lines the shortest script is not worth its time and memory. */
const MOST_EDITS = 400;

/** The shortest way from one list of lines to another (Myers 1986), removals before additions. */
export function editScript(before: readonly string[], after: readonly string[]): Line[] {
  const head = commonHead(before, after);
  const tail = commonTail(before.slice(head), after.slice(head));
  const left = before.slice(head, before.length - tail);
  const right = after.slice(head, after.length - tail);
  return [
    ...lines("same", before.slice(0, head)),
    ...middle(left, right),
    ...lines("same", before.slice(before.length - tail)),
  ];
}

function lines(kind: Line["kind"], texts: readonly string[]): Line[] {
  return texts.map((text) => ({ kind, text }));
}

function commonHead(a: readonly string[], b: readonly string[]): number {
  let count = 0;
  while (count < a.length && count < b.length && a[count] === b[count]) count += 1;
  return count;
}

function commonTail(a: readonly string[], b: readonly string[]): number {
  return commonHead(a.toReversed(), b.toReversed());
}

function middle(a: readonly string[], b: readonly string[]): Line[] {
  const trace = a.length > 0 && b.length > 0 ? search(a, b) : undefined;
  return trace ? backtrack(a, b, trace) : [...lines("removed", a), ...lines("added", b)];
}

/** The furthest x on each diagonal after every number of edits; undefined when there are too many. */
function search(a: readonly string[], b: readonly string[]): Map<number, number>[] | undefined {
  const reach = new Map<number, number>([[1, 0]]);
  const trace: Map<number, number>[] = [];
  for (let edits = 0; edits <= Math.min(a.length + b.length, MOST_EDITS); edits += 1) {
    trace.push(new Map(reach));
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let x = startX(reach, diagonal, edits);
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x += 1;
      reach.set(diagonal, x);
      if (x >= a.length && x - diagonal >= b.length) return trace;
    }
  }
  return undefined;
}

function startX(reach: ReadonlyMap<number, number>, diagonal: number, edits: number): number {
  return isAddition(reach, diagonal, edits)
    ? (reach.get(diagonal + 1) ?? 0)
    : (reach.get(diagonal - 1) ?? 0) + 1;
}

/** Whether the edit that led to this diagonal added a line; else it removed one. */
function isAddition(reach: ReadonlyMap<number, number>, diagonal: number, edits: number): boolean {
  if (diagonal === -edits) return true;
  return diagonal !== edits && (reach.get(diagonal - 1) ?? 0) < (reach.get(diagonal + 1) ?? 0);
}

function backtrack(
  a: readonly string[],
  b: readonly string[],
  trace: readonly Map<number, number>[],
): Line[] {
  const script: Line[] = [];
  let [x, y] = [a.length, b.length];
  for (const [edits, reach] of [...trace.entries()].reverse()) {
    const start = edits === 0 ? 0 : startX(reach, x - y, edits);
    for (; x > start; x -= 1, y -= 1) script.push({ kind: "same", text: a[x - 1] ?? "" });
    if (edits === 0) break;
    const added = isAddition(reach, x - y, edits);
    script.push(added ? { kind: "added", text: b[y - 1] ?? "" } : { kind: "removed", text: a[x - 1] ?? "" });
    if (added) y -= 1;
    else x -= 1;
  }
  return script.reverse();
}
