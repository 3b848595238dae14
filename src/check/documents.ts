import { type Document, isMap, isScalar, isSeq } from "yaml";
import { type Files, isSealedPath } from "../files.ts";
import type { Position, Problem } from "../problem.ts";
import { parseAllDocuments } from "../yaml-text.ts";
import { type PlacedScalar, type PlainDocument, readPlainYaml } from "./plain-yaml/read.ts";
import { error, positionIn } from "./problems.ts";
import { scalarsOf } from "./scalars.ts";
import type { Path, Value } from "./value.ts";
import { toValue } from "./yaml-value.ts";

/** One YAML document of a file. */
export interface ParsedDocument {
  readonly file: string;
  /** Counts from 0 within the file. */
  readonly index: number;
  readonly value: Value;
  /** In the order of the file. */
  readonly scalars: () => readonly PlacedScalar[];
  /** Where a value stands in the file: its key for a block, itself for a scalar; its nearest parent if it is absent. */
  readonly at: (path: Path) => Position;
}

/** A YAML file, read once for all rules. */
export interface ParsedFile {
  readonly path: string;
  readonly text: string;
  readonly documents: readonly ParsedDocument[];
}

export interface Documents {
  readonly files: readonly ParsedFile[];
  readonly problems: readonly Problem[];
}

/**
 * Reads every YAML file. Gives `yaml-syntax`, `duplicate-key`, `key-not-scalar`, `alias-bomb`, `empty-file` and
 * `several-documents` (a sealed file holds exactly one). A file with a syntax error yields no documents.
 */
export function readDocuments(files: Files): Documents {
  const problems: Problem[] = [];
  const parsed: ParsedFile[] = [];
  for (const [path, file] of files) {
    if (/\.ya?ml$/.test(path)) parsed.push(readFile(path, file.text, problems));
  }
  return { files: parsed, problems };
}

function readFile(path: string, text: string, problems: Problem[]): ParsedFile {
  const plain = readPlainYaml(text);
  const isOne = plain?.length === 1 || !isSealedPath(path);
  return plain && isOne ? plainFile(path, text, plain) : readWhole(path, text, problems);
}

/** The library tells places, and only a problem asks for one. */
function plainFile(path: string, text: string, plain: readonly PlainDocument[]): ParsedFile {
  let trees: readonly Document[] | undefined;
  const place = (index: number, at: Path): Position => {
    trees ??= parse(text);
    const tree = trees[index];
    return positionIn(path, text, tree ? offsetOf(tree, at) : 0);
  };
  const documents = plain.map(({ value, scalars }, index): ParsedDocument => {
    return { file: path, index, value, scalars: () => scalars, at: (at) => place(index, at) };
  });
  return { path, text, documents };
}

function readWhole(path: string, text: string, problems: Problem[]): ParsedFile {
  const position = (offset: number): Position => positionIn(path, text, offset);
  const trees = parse(text);
  const broken = trees.flatMap((tree) => tree.errors.slice(0, 1));
  for (const fault of broken) problems.push(syntaxError(fault.code, position(fault.pos[0])));
  const filled = broken.length > 0 ? [] : trees.filter((tree) => !isEmpty(tree));
  if (broken.length === 0) problems.push(...countProblems(path, filled, position));
  const documents = filled.map((tree, index) => toDocument({ path, tree, index, position }, problems));
  return { path, text, documents };
}

function parse(text: string): readonly Document[] {
  return parseAllDocuments(text, { uniqueKeys: false, logLevel: "silent" });
}

function isEmpty(tree: Document): boolean {
  return tree.contents === null || (isScalar(tree.contents) && tree.contents.value === null);
}

function syntaxError(code: string, at: Position): Problem {
  if (code === "RESOURCE_EXHAUSTION") return tooDeep(at);
  // The reader's own message may quote the text, which may be a secret.
  const reason = code.toLowerCase().replaceAll("_", " ");
  return error(
    "yaml-syntax",
    at,
    `this is not valid YAML (${reason})`,
    "quote the value or mend the indentation",
  );
}

function tooDeep(at: Position): Problem {
  return error("yaml-too-deep", at, "values are nested beyond measure", "write it flatter");
}

function* countProblems(
  path: string,
  trees: readonly Document[],
  position: (offset: number) => Position,
): Iterable<Problem> {
  if (trees.length === 0) {
    yield error(
      "empty-file",
      position(0),
      "the file holds no document",
      "leave the file out when it has nothing to say",
    );
  }
  const second = trees[1];
  if (isSealedPath(path) && second) {
    const at = position(second.contents?.range?.[0] ?? 0);
    const hint = "put each Secret into a *.sops.yaml of its own";
    yield error("several-documents", at, "a sealed file holds one document, this one holds more", hint);
  }
}

interface Source {
  readonly path: string;
  readonly tree: Document;
  readonly index: number;
  readonly position: (offset: number) => Position;
}

function toDocument({ path, tree, index, position }: Source, problems: Problem[]): ParsedDocument {
  const add = (code: string, offset: number, message: string, hint: string): void => {
    problems.push(error(code, position(offset), message, hint));
  };
  const value = toValue(tree, {
    duplicate: ({ first, second }) => {
      const related = [{ message: "first written here", at: position(first) }];
      const message = "the key stands twice in one mapping";
      problems.push(error("duplicate-key", position(second), message, "keep one", related));
    },
    oddKey: (offset) => add("key-not-scalar", offset, "a key must be a plain string", "quote the key"),
    tooLarge: (offset) =>
      add("alias-bomb", offset, "aliases expand this beyond measure", "write the values out"),
    tooDeep: (offset) => problems.push(tooDeep(position(offset))),
  });
  const scalars = (): PlacedScalar[] => scalarsOf(tree);
  return { file: path, index, value, scalars, at: (at) => position(offsetOf(tree, at)) };
}

function offsetOf(tree: Document, path: Path): number {
  let node: unknown = tree.contents;
  let offset = tree.contents?.range?.[0] ?? 0;
  for (const step of path) {
    const found = stepInto(node, step);
    if (!found) return offset;
    node = found.node;
    offset = found.offset;
  }
  return offset;
}

function stepInto(node: unknown, step: string | number): { node: unknown; offset: number } | undefined {
  if (isSeq(node) && typeof step === "number") {
    const item = node.items[step];
    return { node: item, offset: startOf(item) ?? node.range?.[0] ?? 0 };
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
  if (!pair) return undefined;
  const inBlock = (isMap(pair.value) || isSeq(pair.value)) && !pair.value.flow;
  const value = inBlock ? undefined : startOf(pair.value);
  return { node: pair.value, offset: value ?? startOf(pair.key) ?? 0 };
}

function startOf(node: unknown): number | undefined {
  return isScalar(node) || isMap(node) || isSeq(node) ? node.range?.[0] : undefined;
}
