import { isSealedPath } from "../files.ts";
import type { Position, Problem } from "../problem.ts";
import type { ParsedFile } from "./documents.ts";
import type { PlacedScalar } from "./plain-yaml/read.ts";
import { error, positionIn, shown } from "./problems.ts";
import { SHORTEST_SEARCHED, secretForms } from "./secret-forms.ts";
import { makeSearch, type Search } from "./text-search.ts";
import type { Tree } from "./tree.ts";

interface Leaks {
  readonly search: Search;
  /** True when some form of a secret has a line break. */
  readonly multiline: boolean;
  /** Settings by a value that is too short to look for inside of others. */
  readonly short: ReadonlyMap<string, string>;
}

/**
 * The value of a secret setting, in any of its forms, stands nowhere but in an encrypted value:
 * gives `secret-in-clear`, once for each setting and file, with the setting's name and never its value. A value that
 * only stands where it cannot come from its setting gives `common-secret` at the setting, once.
 */
export function* checkSecrets(tree: Tree): Iterable<Problem> {
  const leaks = prepare(tree.context.secrets ?? new Map());
  const parsed = new Map(tree.parsed.map((file) => [file.path, file]));
  const chance = new Map<string, number>();
  for (const [path, { text }] of tree.files) {
    const found = findLeaks(leaks, path, text, parsed.get(path));
    for (const [setting, offsets] of found) {
      const places = [...offsets].sort((a, b) => a - b).map((offset) => positionIn(path, text, offset));
      const at = places.find((place) => tree.context.provenance?.comesFrom(setting, place) ?? true);
      if (at) yield leak(setting, at, isSealedPath(path));
      else chance.set(setting, (chance.get(setting) ?? 0) + 1);
    }
  }
  for (const [setting, files] of chance) yield* commonSecret(tree, setting, files);
}

function* commonSecret({ context }: Tree, setting: string, files: number): Iterable<Problem> {
  if (!context.provenance) return;
  const message = `the value of ${shown(setting)} is a word that ${files} rendered file${files > 1 ? "s hold" : " holds"} anyway`;
  const hint = "choose a value that nobody can guess, such as clusterloom secrets rotate makes";
  yield error("common-secret", context.provenance.placeOf(setting), message, hint);
}

function prepare(secrets: ReadonlyMap<string, string>): Leaks {
  const long = [...secrets].filter(([, value]) => value.trim().length >= SHORTEST_SEARCHED);
  const needles = long.flatMap(([label, value]) => secretForms(value).map((text) => ({ text, label })));
  const short = [...secrets].filter(([, value]) => value !== "" && value.trim().length < SHORTEST_SEARCHED);
  return {
    search: makeSearch(needles),
    multiline: needles.some(({ text }) => text.includes("\n")),
    short: new Map(short.map(([setting, value]) => [value, setting])),
  };
}

/** The offsets of each leaking setting. */
function findLeaks(
  { search, short, multiline }: Leaks,
  path: string,
  text: string,
  file: ParsedFile | undefined,
): Map<string, Set<number>> {
  const found = new Map<string, Set<number>>();
  const add = (label: string, offset: number): void => {
    const offsets = found.get(label) ?? new Set();
    found.set(label, offsets.add(offset));
  };
  const scalars = (file?.documents ?? []).flatMap((document) => document.scalars());
  const inClear = isSealedPath(path) ? scalars.filter((scalar) => !isSealed(scalar)) : scalars;
  const clear = isSealedPath(path) ? withoutSealed(text, scalars.filter(isSealed)) : text;
  search(clear, ({ label, offset }) => add(label, offset));
  for (const scalar of inClear) {
    // What is written as it reads was searched above.
    if (isRewritten(scalar, text, multiline)) search(scalar.value, ({ label }) => add(label, scalar.start));
    const setting = short.get(scalar.value);
    if (setting !== undefined) add(setting, scalar.start);
  }
  return found;
}

/** Texts with line breaks are indented in a literal block; all others read there as they are written. */
function isRewritten(
  { value, start, end, literal }: PlacedScalar,
  text: string,
  multiline: boolean,
): boolean {
  if (value.length < SHORTEST_SEARCHED || (literal && !multiline)) return false;
  return end - start !== value.length && !text.slice(start, end).includes(value);
}

/** True for a value under `data` or `stringData`, which sops encrypts in a sealed document. */
function isSealed({ under }: PlacedScalar): boolean {
  return under === "data" || under === "stringData";
}

/** The text with the encrypted values blanked, so that offsets and lines stay. */
function withoutSealed(text: string, sealed: readonly PlacedScalar[]): string {
  let result = "";
  let from = 0;
  for (const { start, end } of sealed) {
    if (start < from) continue;
    result += text.slice(from, start) + "\0".repeat(end - start);
    from = end;
  }
  return result + text.slice(from);
}

function leak(setting: string, at: Position, sealed: boolean): Problem {
  const message = sealed
    ? `the value of ${shown(setting)} stands outside of the encrypted values`
    : `the value of ${shown(setting)} stands in a file that is not encrypted`;
  const hint = sealed ? "put it under stringData" : "put it into a Secret in a *.sops.yaml and refer to that";
  return error("secret-in-clear", at, message, hint);
}
