import type { Outcome, Problem } from "../problem.ts";
import { MANIFEST_CHECKS } from "./manifest-checks.ts";
import { metadataPair } from "./metadata.ts";
import { type Parsed, parseFile } from "./parse.ts";
import { errorAt, inside } from "./place.ts";
import type { Rule } from "./rules.ts";
import { compileSelector, readsComments } from "./selector.ts";
import { type Leaf, type Tree, walkTree } from "./tree.ts";

/**
 * What is sealed. A `manifest` is printed by us and read by Flux, so it is held to what both need;
 * a `config` is a person's file, whose comments and layout stay.
 */
export type FileKind = "manifest" | "config";

/** A scalar with whether the rule encrypts it. */
export interface Marked extends Leaf {
  readonly selected: boolean;
}

/** A plaintext that can be sealed. */
export interface Sealable {
  readonly parsed: Parsed;
  readonly tree: Tree;
  readonly leaves: readonly Marked[];
}

/** Looks for one kind of obstacle. */
export type Check = (sealable: Sealable, rule: Rule) => readonly Problem[];

/**
 * Parses a plaintext and marks what the rule encrypts. Problems: all that SOPS would refuse or change,
 * and for a manifest what Flux could not read or what would stay in plain text.
 */
export async function checkSealable(
  text: string,
  file: string,
  rule: Rule,
  kind: FileKind,
): Promise<Outcome<Sealable>> {
  const matches = readsComments(rule.selector) ? undefined : await compileSelector(rule.selector);
  if (!matches || rule.external) return { value: undefined, problems: [externalRule(rule)] };
  const { value: parsed, problems } = parseFile(text, file);
  if (!parsed) return { value: undefined, problems };
  const tree = walkTree(parsed);
  const leaves = tree.leaves.map((leaf) => ({ ...leaf, selected: matches(leaf.path) }));
  const sealable = { parsed, tree, leaves };
  const found = [...tree.problems, ...CHECKS[kind].flatMap((check) => check(sealable, rule))];
  return { value: found.length ? undefined : sealable, problems: found };
}

const CHECKS: Readonly<Record<FileKind, readonly Check[]>> = {
  config: [reservedKey, endMarker, surrogates, rawCharacters],
  manifest: [reservedKey, endMarker, surrogates, rawCharacters, ...MANIFEST_CHECKS],
};

function externalRule(rule: Rule): Problem {
  const hint = "use age recipients and `encrypted_regex`, or encrypt it with the sops binary";
  return errorAt("sops-rule-external", rule.at, "only the sops binary can follow this rule", hint);
}

function reservedKey({ parsed }: Sealable): Problem[] {
  const key = metadataPair(parsed.map)?.key as { range?: readonly number[] } | undefined;
  const hint = "decrypt the file first, or give the key another name";
  return key
    ? [
        errorAt(
          "sops-key-taken",
          parsed.locate(key.range?.[0] ?? 0),
          "already encrypted: there is a `sops` key",
          hint,
        ),
      ]
    : [];
}

function endMarker({ parsed: { text, map, locate } }: Sealable): Problem[] {
  const after = map.range[2];
  const marker = /^\.\.\.\s*$/m.exec(text.slice(after));
  const hint = "remove the line with three dots";
  return marker
    ? [
        errorAt(
          "sops-document-end",
          locate(after + marker.index),
          "an end marker, after which nothing can follow",
          hint,
        ),
      ]
    : [];
}

function surrogates({ leaves, parsed }: Sealable): Problem[] {
  return leaves
    .filter(({ value }) => /\p{Surrogate}/u.test(value.text))
    .map(({ span, place }) =>
      errorAt(
        "sops-not-unicode",
        parsed.locate(span.start),
        `${place}: half of a surrogate pair`,
        "write the whole character",
      ),
    );
}

/** Characters that sops' YAML reader refuses or takes for line breaks; inside encrypted values they do no harm. */
const RAW = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g;

function rawCharacters({ leaves, parsed }: Sealable): Problem[] {
  const { text, locate } = parsed;
  const hidden = leaves.filter(({ selected }) => selected).map(({ span }) => span);
  return [...text.matchAll(RAW)]
    .filter(({ index }) => index > 0 && !hidden.some((span) => inside(index, span)))
    .map(({ 0: char, index }) => {
      const code = (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
      const hint = "put the value in double quotes and write an escape such as `\\u0085`";
      return errorAt(
        "sops-raw-character",
        locate(index),
        `the character U+${code}, which sops cannot read`,
        hint,
      );
    });
}
