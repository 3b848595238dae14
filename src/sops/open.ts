import { type Scalar, visit } from "yaml";
import type { Outcome, Problem } from "../problem.ts";
import { openDataKey } from "./data-key.ts";
import { openEdit } from "./edit-leaf.ts";
import type { Identity } from "./identity.ts";
import { macDigest, openMac } from "./mac.ts";
import { type Metadata, metadataPair, readMetadata } from "./metadata.ts";
import type { Opened, OpenedLeaf } from "./opened.ts";
import { type Parsed, parseFile } from "./parse.ts";
import { applyEdits, errorAt } from "./place.ts";
import { formatFloat, type Resolved } from "./scalar.ts";
import { compileSelector, type PathMatcher, readsComments } from "./selector.ts";
import { styleOf } from "./token.ts";
import { type Leaf, walkTree } from "./tree.ts";
import { additionalData, decryptValue, parseEncrypted, type ValueType } from "./value.ts";

export interface OpenOptions {
  /**
   * For a file that people edit: plaintext among encrypted values, and a MAC that does not match, are problems of
   * an opened file that is not `intact`. Plaintext that waits to be encrypted is not among its `leaves`.
   */
  readonly lenient?: boolean;
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
  { lenient = false }: OpenOptions = {},
): Promise<Outcome<Opened>> {
  const parsed = parseFile(text, file);
  if (!parsed.value) return failed(parsed.problems);
  const metadata = readMetadata(parsed.value);
  if (!metadata.value) return failed(metadata.problems);
  const matches = await matcherOf(metadata.value);
  if (!matches) return failed([externalProblem(metadata.value)]);
  const dataKey = await openDataKey(metadata.value, identities);
  if (!dataKey.value) return failed(dataKey.problems);
  return openTree(parsed.value, { file, metadata: metadata.value, matches, dataKey: dataKey.value, lenient });
}

interface Opening extends Required<OpenOptions> {
  readonly file: string;
  readonly metadata: Metadata;
  readonly matches: PathMatcher;
  readonly dataKey: Buffer;
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

function openTree(parsed: Parsed, { file, metadata, matches, dataKey, lenient }: Opening): Outcome<Opened> {
  removeMetadata(parsed);
  const tree = walkTree(parsed);
  const opened = tree.leaves.map((leaf) => openLeaf(parsed, leaf, matches(leaf.path), dataKey));
  const found = opened.flatMap((result) => ("problem" in result ? [result.problem] : []));
  const waits = lenient ? found.filter(({ code }) => code === PLAINTEXT) : [];
  if (tree.problems.length + found.length > waits.length) return failed([...tree.problems, ...found]);
  const pairs = tree.leaves.flatMap((leaf, i): Pair[] => {
    const result = opened[i];
    return result && "opened" in result ? [{ leaf, opened: result.opened }] : [];
  });
  const leaves = pairs.map((pair) => pair.opened);
  const mac = checkMac(leaves, metadata, dataKey);
  if (mac && !lenient) return failed([mac]);
  const plaintext = plaintextOf(parsed, pairs, metadata);
  showPlaintext(pairs);
  dropComments(
    parsed,
    tree.leaves.filter((_, i) => "comment" in (opened[i] ?? {})),
  );
  const { document, locate, text } = parsed;
  const problems = mac ? [...waits, mac] : waits;
  const intact = problems.length === 0;
  return {
    value: { file, sealed: text, plaintext, document, locate, leaves, metadata, dataKey, intact },
    problems,
  };
}

/** A leaf of the file beside what came of it. */
interface Pair {
  readonly leaf: Leaf;
  readonly opened: OpenedLeaf;
}

type LeafResult =
  | { readonly opened: OpenedLeaf }
  | { readonly problem: Problem }
  | { readonly comment: true };

function openLeaf(parsed: Parsed, leaf: Leaf, selected: boolean, dataKey: Buffer): LeafResult {
  const { path, place, span, node } = leaf;
  const opened = { path, place, span, selected, style: styleOf(node.type) };
  const plain = !selected || leaf.value.type === "null" || leaf.value.text === "";
  if (plain) return { opened: { ...opened, value: leaf.value, encrypted: undefined } };
  const value = decryptLeaf(leaf, dataKey);
  if (value === "comment") return { comment: true };
  if (typeof value === "string") return { problem: leafProblem(value, parsed, leaf) };
  return { opened: { ...opened, value, encrypted: leaf.value.text } };
}

/** The code of a value that must be encrypted and is not. */
const PLAINTEXT = "sops-plaintext";

type LeafFault = "plaintext" | "damaged" | "bytes";

function decryptLeaf({ value, path }: Leaf, dataKey: Buffer): Resolved | LeafFault | "comment" {
  const encrypted = value.type === "str" ? parseEncrypted(value.text) : undefined;
  if (!encrypted) return value.text.startsWith("ENC[") ? "damaged" : "plaintext";
  const bytes = decryptValue(encrypted, dataKey, additionalData(path));
  if (!bytes) return "damaged";
  return canonical(encrypted.type, bytes.toString("utf8"));
}

/** What SOPS makes of decrypted text before it hashes it: older writers spelled some values differently. */
function canonical(type: ValueType, text: string): Resolved | LeafFault | "comment" {
  if (type === "comment" || type === "bytes") return type;
  if (type === "bool") return { type, text: /^(?:1|t|true)$/i.test(text) ? "True" : "False" };
  if (type === "float" && /\d/.test(text)) return { type, text: formatFloat(Number(text)) };
  return { type, text };
}

function leafProblem(fault: LeafFault, { locate }: Parsed, { span, place }: Leaf): Problem {
  const [message, hint] = FAULTS[fault];
  return errorAt(`sops-${fault}`, locate(span.start), `${place}: ${message}`, hint);
}

const FAULTS: Readonly<Record<LeafFault, readonly [string, string]>> = {
  plaintext: ["is not encrypted, but must be", "encrypt it with `sops edit`, or restore the file from git"],
  damaged: ["does not decrypt: it was edited, or moved here from another key", "restore this value from git"],
  bytes: [
    "holds raw bytes, a type that sops no longer writes",
    "open the file with `sops edit` and save it again",
  ],
};

function checkMac(leaves: readonly OpenedLeaf[], metadata: Metadata, dataKey: Buffer): Problem | undefined {
  const digest = macDigest(leaves, metadata.macOnlyEncrypted);
  if (openMac(metadata.mac, dataKey, metadata.lastModified) === digest) return undefined;
  const what = metadata.macOnlyEncrypted ? "encrypted values were" : "the file was";
  return errorAt(
    "sops-mac-mismatch",
    metadata.layout.macAt,
    `the mac does not match: ${what} changed without sops, or \`lastmodified\` was`,
    "restore the file from git, or check its values and encrypt it again",
  );
}

function plaintextOf(parsed: Parsed, pairs: readonly Pair[], { layout }: Metadata): string {
  const edits = pairs.flatMap(({ leaf, opened: { encrypted, value } }) => {
    if (encrypted === undefined || value.type === "null" || value.type === "unsupported") return [];
    return [openEdit(parsed, leaf, value)];
  });
  return applyEdits(parsed.text, [...edits, { ...layout.span, text: "" }]);
}

/** Puts plaintext into the nodes; strings become quoted, so that no reader resolves them to another type. */
function showPlaintext(pairs: readonly Pair[]): void {
  for (const { leaf, opened } of pairs) {
    if (opened.encrypted === undefined) continue;
    Object.assign(leaf.node, { value: nodeValue(opened.value), source: opened.value.text });
    if (opened.value.type === "str" && leaf.node.type === "PLAIN")
      (leaf.node as Scalar).type = "QUOTE_DOUBLE";
  }
}

/**
 * Takes the items out of lists that are encrypted comments, as sops writes them. They stay in the plaintext as they
 * are: a comment that was encrypted must not become readable by a change elsewhere.
 */
function dropComments({ document }: Parsed, comments: readonly Leaf[]): void {
  if (!comments.length) return;
  const nodes = new Set<unknown>(comments.map(({ node }) => node));
  visit(document, {
    Seq: (_, list) => {
      list.items = list.items.filter((item) => !nodes.has(item));
    },
  });
}

function nodeValue({ type, text }: Resolved): string | number | boolean {
  if (type === "bool") return text === "True";
  return type === "int" || type === "float" ? Number(text.replace("Inf", "Infinity")) : text;
}

function failed(problems: readonly Problem[]): Outcome<never> {
  return { value: undefined, problems };
}
