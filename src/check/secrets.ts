import { isMap, isScalar, isSeq, type Scalar as Node } from "yaml";
import { isSealedPath } from "../files.ts";
import type { Position, Problem } from "../problem.ts";
import type { ParsedDocument, ParsedFile } from "./documents.ts";
import { error, shown } from "./problems.ts";
import { SHORTEST_SEARCHED, secretForms } from "./secret-forms.ts";
import { makeSearch, type Search } from "./text-search.ts";
import type { Tree } from "./tree.ts";

interface Scalar {
  readonly value: string;
  readonly start: number;
  readonly end: number;
  /** True for a value under `data` or `stringData` of a sealed document, which sops encrypts. */
  readonly sealed: boolean;
  readonly literal: boolean;
}

interface Leaks {
  readonly search: Search;
  /** True when some form of a secret has a line break. */
  readonly multiline: boolean;
  /** Settings by a value that is too short to look for inside of others. */
  readonly short: ReadonlyMap<string, string>;
}

/**
 * The value of a secret setting, in any of its forms, stands nowhere but in an encrypted value:
 * gives `secret-in-clear`, once for each setting and file, with the setting's name and never its value.
 */
export function* checkSecrets(tree: Tree): Iterable<Problem> {
  const leaks = prepare(tree.context.secrets ?? new Map());
  const parsed = new Map(tree.parsed.map((file) => [file.path, file]));
  for (const [path, { text }] of tree.files) {
    const found = findLeaks(leaks, path, text, parsed.get(path));
    for (const [setting, offset] of found)
      yield leak(setting, positionOf(path, text, offset), isSealedPath(path));
  }
}

function prepare(secrets: ReadonlyMap<string, string>): Leaks {
  const long = [...secrets].filter(([, value]) => value.trim().length >= SHORTEST_SEARCHED);
  const needles = long.flatMap(([label, value]) => secretForms(value).map((text) => ({ text, label })));
  const short = [...secrets].filter(([, value]) => value !== "" && value.trim().length < SHORTEST_SEARCHED);
  return {
    search: makeSearch(needles, SHORTEST_SEARCHED),
    multiline: needles.some(({ text }) => text.includes("\n")),
    short: new Map(short.map(([setting, value]) => [value, setting])),
  };
}

/** The first offset of each leaking setting. */
function findLeaks(
  { search, short, multiline }: Leaks,
  path: string,
  text: string,
  file: ParsedFile | undefined,
): Map<string, number> {
  const found = new Map<string, number>();
  const add = (label: string, offset: number): void => {
    found.set(label, Math.min(offset, found.get(label) ?? offset));
  };
  const scalars = (file?.documents ?? []).flatMap((document) => readScalars(document, isSealedPath(path)));
  const clear = isSealedPath(path) ? withoutSealed(text, scalars) : text;
  search(clear, ({ label, offset }) => add(label, offset));
  for (const scalar of scalars) {
    if (scalar.sealed) continue;
    // What is written as it reads was searched above.
    if (isRewritten(scalar, text, multiline)) search(scalar.value, ({ label }) => add(label, scalar.start));
    const setting = short.get(scalar.value);
    if (setting !== undefined) add(setting, scalar.start);
  }
  return found;
}

/** Texts with line breaks are indented in a literal block; all others read there as they are written. */
function isRewritten({ value, start, end, literal }: Scalar, text: string, multiline: boolean): boolean {
  if (value.length < SHORTEST_SEARCHED || (literal && !multiline)) return false;
  return end - start !== value.length && !text.slice(start, end).includes(value);
}

function readScalars(document: ParsedDocument, sealedFile: boolean): Scalar[] {
  const scalars: Scalar[] = [];
  const read = (node: unknown, sealed: boolean): void => {
    if (isScalar(node)) scalars.push(toScalar(node, sealed));
    else if (isSeq(node)) for (const item of node.items) read(item, sealed);
    else if (isMap(node)) {
      for (const { key, value } of node.items) {
        read(key, false);
        read(value, sealed || (sealedFile && node === document.tree.contents && isSealedKey(key)));
      }
    }
  };
  read(document.tree.contents, false);
  return scalars;
}

function isSealedKey(key: unknown): boolean {
  return isScalar(key) && (key.value === "data" || key.value === "stringData");
}

function toScalar(node: Node, sealed: boolean): Scalar {
  const [start = 0, end = 0] = node.range ?? [];
  return { value: String(node.value ?? ""), start, end, sealed, literal: node.type === "BLOCK_LITERAL" };
}

/** The text with the encrypted values blanked, so that offsets and lines stay. */
function withoutSealed(text: string, scalars: readonly Scalar[]): string {
  let result = "";
  let from = 0;
  for (const { start, end, sealed } of scalars) {
    if (!sealed || start < from) continue;
    result += text.slice(from, start) + "\0".repeat(end - start);
    from = end;
  }
  return result + text.slice(from);
}

function positionOf(file: string, text: string, offset: number): Position {
  const before = text.slice(0, offset);
  return { file, line: before.split("\n").length, column: offset - before.lastIndexOf("\n") };
}

function leak(setting: string, at: Position, sealed: boolean): Problem {
  const message = sealed
    ? `the value of ${shown(setting)} stands outside of the encrypted values`
    : `the value of ${shown(setting)} stands in a file that is not encrypted`;
  const hint = sealed ? "put it under stringData" : "put it into a Secret in a *.sops.yaml and refer to that";
  return error("secret-in-clear", at, message, hint);
}
