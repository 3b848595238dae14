import { hasErrors, type Outcome, type Problem } from "../problem.ts";
import { openDataKey } from "./data-key.ts";
import type { Identity } from "./identity.ts";
import { macDigest, openMac } from "./mac.ts";
import { type Metadata, metadataPair, readMetadata } from "./metadata.ts";
import { type LeafResult, openLeaf } from "./open-leaf.ts";
import { isPending, type Opened, type OpenedLeaf } from "./opened.ts";
import { type Parsed, parseFile } from "./parse.ts";
import { errorAt } from "./place.ts";
import { compileSelector, type PathMatcher, readsComments } from "./selector.ts";
import { dropComments, type Pair, plaintextOf, showPlaintext } from "./show-plaintext.ts";
import { walkTree } from "./tree.ts";

/** Settings of one opening. */
export interface OpenOptions {
  /**
   * Takes plaintext where a value must be encrypted as a new value, with a warning instead of an error, so that a
   * value which a person added by hand can be sealed. The MAC is verified over all others.
   */
  readonly acceptPlaintext?: boolean;
  /**
   * Opens a file whose MAC does not match, with a warning instead of an error: values were removed, replaced or put
   * back by hand. The result is not `intact`.
   */
  readonly acceptMac?: boolean;
}

/** What is known of a file when its tree is opened. */
interface Opening {
  readonly parsed: Parsed;
  readonly file: string;
  readonly metadata: Metadata;
  readonly matches: PathMatcher;
  readonly dataKey: Buffer;
  readonly options: OpenOptions;
}

/**
 * Decrypts a file in memory and verifies its MAC. Problems, all with positions: not encrypted, an unknown format,
 * no key that fits, damaged or moved values, plaintext where a value must be encrypted, a MAC that does not match,
 * and what only the sops binary can open.
 */
export async function openSealed(
  text: string,
  file: string,
  identities: readonly Identity[],
  options: OpenOptions = {},
): Promise<Outcome<Opened>> {
  const parsed = parseFile(text, file);
  if (!parsed.value) return failed(parsed.problems);
  const metadata = readMetadata(parsed.value);
  if (!metadata.value) return failed(metadata.problems);
  const matches = await matcherOf(metadata.value);
  if (!matches) return failed([externalProblem(metadata.value)]);
  const dataKey = await openDataKey(metadata.value, identities);
  if (!dataKey.value) return failed(dataKey.problems);
  const opening = { parsed: parsed.value, file, metadata: metadata.value, matches, dataKey: dataKey.value };
  return openTree({ ...opening, options });
}

/** Takes the `sops` block out of a parsed file, so that only the user's own keys are left. */
export function removeMetadata({ map }: Parsed): void {
  const pair = metadataPair(map);
  (map.items as unknown[]).splice((map.items as unknown[]).indexOf(pair), 1);
}

/** The matcher of a file's own rule; undefined when the embedded engine cannot follow it. */
export async function matcherOf({ selector }: Metadata): Promise<PathMatcher | undefined> {
  return readsComments(selector) ? undefined : compileSelector(selector);
}

/** Says that a file is one for the sops binary. */
export function externalProblem({ layout, selector, otherKeys }: Metadata): Problem {
  const why = readsComments(selector)
    ? `\`${selector.kind}\``
    : otherKeys.map((key) => `\`${key}\``).join(", ");
  return errorAt(
    "sops-external",
    layout.at,
    `only the sops binary can open this file, because of ${why || "its selector"}`,
    "install sops, or encrypt the file again with age recipients and `encrypted_regex`",
  );
}

function openTree(opening: Opening): Outcome<Opened> {
  const { parsed, file, metadata, dataKey, options } = opening;
  removeMetadata(parsed);
  const tree = walkTree(parsed);
  const results = tree.leaves.map((leaf) => openLeaf(parsed, leaf, opening.matches(leaf.path), dataKey));
  const problems = [...tree.problems, ...results.flatMap((result) => faultOf(result, options) ?? [])];
  if (hasErrors(problems)) return failed(problems);
  const pairs = results.flatMap(({ leaf, opened }): Pair[] => (opened ? [{ leaf, opened }] : []));
  const leaves = pairs.map(({ opened }) => opened);
  const mac = checkMac(leaves, metadata, dataKey);
  if (mac && !options.acceptMac) return failed([mac]);
  const plaintext = plaintextOf(parsed, pairs, metadata);
  showPlaintext(pairs);
  dropComments(
    parsed,
    results.flatMap(({ leaf, opened, problem }) => (opened || problem ? [] : [leaf])),
  );
  const { document, locate, text } = parsed;
  const intact = mac === undefined;
  return {
    value: { file, sealed: text, plaintext, document, locate, leaves, metadata, dataKey, intact },
    problems: mac ? [...problems, { ...mac, severity: "warning" }] : problems,
  };
}

function faultOf({ opened, problem }: LeafResult, options: OpenOptions): Problem | undefined {
  return problem && opened && options.acceptPlaintext ? { ...problem, severity: "warning" } : problem;
}

function checkMac(leaves: readonly OpenedLeaf[], metadata: Metadata, dataKey: Buffer): Problem | undefined {
  const protectedLeaves = leaves.filter((leaf) => !isPending(leaf));
  const digest = macDigest(protectedLeaves, metadata.macOnlyEncrypted);
  if (openMac(metadata.mac, dataKey, metadata.lastModified) === digest) return undefined;
  const what = metadata.macOnlyEncrypted ? "encrypted values were" : "the file was";
  return errorAt(
    "sops-mac-mismatch",
    metadata.layout.macAt,
    `the mac does not match: ${what} changed without sops, or \`lastmodified\` was`,
    "restore the file from git, or check its values and encrypt it again",
  );
}

function failed(problems: readonly Problem[]): Outcome<never> {
  return { value: undefined, problems };
}
