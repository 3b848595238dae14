/**
 * Negative when the first version comes before the second, zero when they have the same precedence (semver.org,
 * item 11): a pre-release comes before its release, so 0.3.0-alpha is older than 0.3.0. Build metadata is ignored.
 */
export function compareVersions(first: string, second: string): number {
  const a = parts(first);
  const b = parts(second);
  const core = compareLists(a.core, b.core);
  if (core !== 0) return core;
  // No pre-release is later than any.
  if (a.pre.length === 0 || b.pre.length === 0) return b.pre.length - a.pre.length;
  return compareLists(a.pre, b.pre);
}

function parts(version: string): { core: string[]; pre: string[] } {
  const [plain = ""] = version.replace(/^v/, "").split("+");
  const dash = plain.indexOf("-");
  const core = (dash < 0 ? plain : plain.slice(0, dash)).split(".");
  return { core, pre: dash < 0 ? [] : plain.slice(dash + 1).split(".") };
}

/** Field by field; where all are equal, the shorter list is first. */
function compareLists(first: readonly string[], second: readonly string[]): number {
  for (const [index, field] of first.entries()) {
    const other = second[index];
    if (other === undefined) return 1;
    const order = compareFields(field, other);
    if (order !== 0) return order;
  }
  return first.length - second.length;
}

/** Numbers by value and before words; words by their characters. */
function compareFields(first: string, second: string): number {
  const numeric = [first, second].map((field) => /^\d+$/.test(field));
  if (numeric[0] && numeric[1]) {
    const difference = BigInt(first) - BigInt(second);
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }
  if (numeric[0] !== numeric[1]) return numeric[0] ? -1 : 1;
  return first < second ? -1 : first > second ? 1 : 0;
}
