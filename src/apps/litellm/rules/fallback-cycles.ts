type Fallbacks = Readonly<Record<string, readonly string[]>>;

/** Each way from a model over others back to it, once: from the model in it that comes first. */
export function* cycles(fallbacks: Fallbacks): Iterable<string[]> {
  const told = new Set<string>();
  for (const model of Object.keys(fallbacks)) {
    const cycle = told.has(model) ? undefined : cycleFrom(fallbacks, model);
    if (!cycle) continue;
    for (const member of cycle) told.add(member);
    yield cycle;
  }
}

/** The way from a model over at least one other back to it; undefined when there is none. */
function cycleFrom(fallbacks: Fallbacks, start: string): string[] | undefined {
  // Not by index: a name such as `constructor` would find what every object inherits.
  const fallbacksOf = new Map(Object.entries(fallbacks));
  const seen = new Set<string>();
  const ways: string[][] = [[start]];
  for (let way = ways.shift(); way; way = ways.shift()) {
    for (const next of fallbacksOf.get(way.at(-1) ?? start) ?? []) {
      if (next === start && way.length > 1) return way;
      if (next !== start && !seen.has(next)) ways.push([...way, next]);
      seen.add(next);
    }
  }
  return undefined;
}
