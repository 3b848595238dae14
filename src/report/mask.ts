const hidden = "******";
/** Shorter values are words of any log; hiding them would hide the log. */
const shortest = 6;

/** Shapes of secrets that a log may show although no setting holds them. */
const shapes: readonly [pattern: RegExp, replacement: string][] = [
  [/AGE-SECRET-KEY-(PQ-)?1[A-Z0-9]+/g, hidden],
  [/\b(sk|pk|rk|ghp|glpat|xox[abp])[-_][A-Za-z0-9_-]{8,}/g, hidden],
  // LiteLLM quotes the end of a key that it refuses, and its hash.
  [/\bsk-\.{3}\w+/g, hidden],
  [/(Key Hash \(Token\)\s*=\s*)\w+/g, `$1${hidden}`],
  [/\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}(\.[A-Za-z0-9_-]*)?/g, hidden],
  [/([a-z][a-z0-9+.-]*:\/\/[^\s:@/]*:)[^\s@]+@/gi, `$1${hidden}@`],
  [/\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{8,}/gi, `$1 ${hidden}`],
  // A word alone is no value: `secret: failed to decrypt` must stay readable.
  [
    /((?:password|passwd|secret|token|api[_-]?key|master[_-]?key)["']?\s*[=:]\s*)("[^"]+"|'[^']+'|(?=\S*\d)[^\s"',;}]{6,})/gi,
    `$1${hidden}`,
  ],
];

/**
 * Hides the values of secrets in a text of the cluster's: those that the settings hold, plain, in base64 and
 * percent-encoded, and whatever has the shape of one.
 */
export function masker(secrets: Iterable<string>): (text: string) => string {
  const known = [...new Set([...secrets].filter((value) => value.length >= shortest).flatMap(formsOf))];
  known.sort((a, b) => b.length - a.length);
  return (text) => {
    const without = known.reduce((shown, value) => shown.replaceAll(value, hidden), text);
    return shapes.reduce((shown, [pattern, replacement]) => shown.replace(pattern, replacement), without);
  };
}

function formsOf(value: string): string[] {
  return [value, Buffer.from(value).toString("base64"), encodeURIComponent(value)];
}
