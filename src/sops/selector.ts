import { compileRegex, type Matcher } from "./regex.ts";

/** The six ways to say what a file encrypts, in the order in which SOPS names them. */
export const SELECTORS = [
  "unencrypted_suffix",
  "encrypted_suffix",
  "unencrypted_regex",
  "encrypted_regex",
  "unencrypted_comment_regex",
  "encrypted_comment_regex",
] as const;

export type SelectorKind = (typeof SELECTORS)[number];

/** Which values of a file are encrypted: `kind` is the key in .sops.yaml and in a file's metadata. */
export interface Selector {
  readonly kind: SelectorKind;
  readonly value: string;
}

/** What SOPS does where nothing is said: everything, except below keys that end so. */
export const DEFAULT_SELECTOR: Selector = { kind: "unencrypted_suffix", value: "_unencrypted" };

/** Tells whether the value below these keys is encrypted. Indexes of lists are not part of the path. */
export type PathMatcher = (path: readonly string[]) => boolean;

/** True for the selectors that look at comments, which only the sops binary follows. */
export function readsComments({ kind }: Selector): boolean {
  return kind === "unencrypted_comment_regex" || kind === "encrypted_comment_regex";
}

export function sameSelector(a: Selector, b: Selector): boolean {
  return a.kind === b.kind && a.value === b.value;
}

/**
 * Compiles a selector; undefined when its pattern is not valid RE2.
 * One matching key anywhere on the path decides, so a selected map selects all that is in it.
 */
export async function compileSelector(selector: Selector): Promise<PathMatcher | undefined> {
  const matches = await keyMatcher(selector);
  if (!matches) return undefined;
  const encrypts = !selector.kind.startsWith("un");
  return (path) => path.some(matches) === encrypts;
}

async function keyMatcher({ kind, value }: Selector): Promise<Matcher | undefined> {
  if (kind.endsWith("_suffix")) return (key) => key.endsWith(value);
  return compileRegex(value);
}
