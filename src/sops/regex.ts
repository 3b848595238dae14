/** Tells whether a text contains a match. */
export type Matcher = (text: string) => boolean;

/** Patterns of which JavaScript and RE2 are known to think alike; all others go to the RE2 engine. */
const COMMON_SYNTAX = /^(?:[\w /@:,-]|\\[./]|[.^$|]|\((?!\?)|\)(?![*+?{])|(?<=[\w./])[*+?](?![*+?]))*$/;

/**
 * Compiles an unanchored pattern in RE2 syntax, which SOPS speaks. Undefined when it is not valid there.
 * Patterns that mean the same in JavaScript are left to it, since loading an engine takes longer than a match.
 */
export async function compileRegex(pattern: string): Promise<Matcher | undefined> {
  return COMMON_SYNTAX.test(pattern) ? (common(pattern) ?? re2(pattern)) : re2(pattern);
}

function common(pattern: string): Matcher | undefined {
  try {
    const regex = new RegExp(pattern, "u");
    return (text) => regex.test(text);
  } catch {
    return undefined;
  }
}

async function re2(pattern: string): Promise<Matcher | undefined> {
  const { RE2JS } = await import("re2js");
  try {
    const compiled = RE2JS.compile(pattern);
    return (text) => compiled.matcher(text).find();
  } catch {
    return undefined;
  }
}
